// SPDX-License-Identifier: Apache-2.0
/**
 * Changes that take several revisions: a type that rewrites a table.
 *
 * <p>Input: a copy of the first state, the second one. Output: {@link dev.migration.autogenerate.stage.Stage}s, each of which ran.
 */
@NullMarked
package dev.migration.autogenerate.stage;

import org.jspecify.annotations.NullMarked;
