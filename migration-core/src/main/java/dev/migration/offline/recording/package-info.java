// SPDX-License-Identifier: Apache-2.0
/**
 * Calls Java revisions on a connection that executes nothing and records their statements.
 *
 * <p>Internal, except {@link dev.migration.offline.recording.UnrecordableRevisionException}.
 */
@NullMarked
package dev.migration.offline.recording;

import org.jspecify.annotations.NullMarked;
