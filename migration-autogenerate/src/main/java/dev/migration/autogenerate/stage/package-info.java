// SPDX-License-Identifier: Apache-2.0
/**
 * Changes that take several revisions: a type that rewrites a table, as statements.
 *
 * <p>Input: a column of another type. Output: the statements of each {@link dev.migration.autogenerate.stage.Stage}.
 */
@NullMarked
package dev.migration.autogenerate.stage;

import org.jspecify.annotations.NullMarked;
