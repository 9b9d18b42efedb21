// SPDX-License-Identifier: Apache-2.0
/**
 * Writes plans as SQL text for psql (ADR 18), without a database.
 *
 * <p>Internal.
 */
@NullMarked
package dev.migration.offline;

import org.jspecify.annotations.NullMarked;
