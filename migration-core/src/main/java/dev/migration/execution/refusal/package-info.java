// SPDX-License-Identifier: Apache-2.0
/**
 * Exceptions for commands that are refused before anything runs: the problem names the reason, the remedy says what to type.
 *
 * <p>API.
 */
@NullMarked
package dev.migration.execution.refusal;

import org.jspecify.annotations.NullMarked;
