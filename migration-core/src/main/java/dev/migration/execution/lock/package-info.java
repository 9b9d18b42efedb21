// SPDX-License-Identifier: Apache-2.0
/**
 * The migration lock: one session migrates at a time. Input: the session of a run. Output: the lock, who holds it, and who waits.
 *
 * <p>Internal.
 */
@NullMarked
package dev.migration.execution.lock;

import org.jspecify.annotations.NullMarked;
