// SPDX-License-Identifier: Apache-2.0
/**
 * Targets and ranges of targets, as typed, and their resolution to revisions.
 *
 * <p>API.
 */
@NullMarked
package dev.migration.revision.target;

import org.jspecify.annotations.NullMarked;
