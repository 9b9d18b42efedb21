// SPDX-License-Identifier: Apache-2.0
/**
 * Compares the schema with what the last run left before a run, and stores what the run left after it. Input: a session that holds the
 * migration lock. Output: an event, or the exception of a refusal.
 *
 * <p>Internal.
 */
@NullMarked
package dev.migration.execution.verification;

import org.jspecify.annotations.NullMarked;
