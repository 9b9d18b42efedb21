// SPDX-License-Identifier: Apache-2.0
/**
 * Rehearses the pending revisions on a real database: runs them in one transaction that cannot commit, measures each statement, and
 * rolls back. A second connection cancels the rehearsal as soon as other sessions wait for it.
 *
 * <p>In: a plan. Out: a {@link dev.migration.rehearsal.RehearsalReport}.
 *
 * <p>API: {@link dev.migration.rehearsal.RehearsalOptions}, {@link dev.migration.rehearsal.RehearsalReport} and what it consists of,
 * {@link dev.migration.rehearsal.RehearsalNotPossibleException}.
 */
@NullMarked
package dev.migration.rehearsal;

import org.jspecify.annotations.NullMarked;
