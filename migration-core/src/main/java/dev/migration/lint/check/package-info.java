// SPDX-License-Identifier: Apache-2.0
/**
 * Applies the rules to a trace: from traced statements to findings, with severities, sizes of tables, {@code @allow} comments and the
 * baseline of an old project.
 *
 * <p>Internal.
 */
@NullMarked
package dev.migration.lint.check;

import org.jspecify.annotations.NullMarked;
