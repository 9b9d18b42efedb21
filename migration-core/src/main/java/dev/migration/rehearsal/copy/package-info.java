// SPDX-License-Identifier: Apache-2.0
/**
 * Runs what a rehearsal left out on a copy of the schema.
 *
 * <p>Internal.
 */
@NullMarked
package dev.migration.rehearsal.copy;

import org.jspecify.annotations.NullMarked;
