// SPDX-License-Identifier: Apache-2.0
/**
 * Says which statements of the release that runs now would fail after an upgrade.
 *
 * <p>In: recorded statements, and a rehearsal to look at. Out: a {@link dev.migration.survival.SurvivalReport}.
 *
 * <p>Internal.
 */
@NullMarked
package dev.migration.survival;

import org.jspecify.annotations.NullMarked;
