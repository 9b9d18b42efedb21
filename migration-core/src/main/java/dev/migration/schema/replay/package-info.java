// SPDX-License-Identifier: Apache-2.0
/**
 * Runs the revisions on scratch databases to find out what schema they mean. Input: a {@link dev.migration.Migrator} with the
 * scripts, a {@link dev.migration.schema.scratch.ScratchServer}. Output: snapshots, and the conflicts between branches.
 */
@NullMarked
package dev.migration.schema.replay;

import org.jspecify.annotations.NullMarked;
