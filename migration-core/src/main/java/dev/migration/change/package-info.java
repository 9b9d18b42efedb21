// SPDX-License-Identifier: Apache-2.0
/**
 * Classifies the statements of a plan by their words: what kind of change each is for running instances, and which tables it locks.
 * Uses no database and no files, so that the class of a change is known at start-up and in the endpoint. A trace on a scratch database
 * knows it exactly; this package never names a milder class than the trace.
 *
 * <p>API: {@link dev.migration.change.ChangeClass}, {@link dev.migration.change.ChangePolicy},
 * {@link dev.migration.change.RevisionChange}, {@link dev.migration.change.ClassifiedStatement},
 * {@link dev.migration.change.TableLock}.
 */
@NullMarked
package dev.migration.change;

import org.jspecify.annotations.NullMarked;
