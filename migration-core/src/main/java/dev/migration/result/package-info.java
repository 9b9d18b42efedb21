// SPDX-License-Identifier: Apache-2.0
/**
 * The results of commands: values without behaviour.
 *
 * <p>API.
 */
@NullMarked
package dev.migration.result;

import org.jspecify.annotations.NullMarked;
