// SPDX-License-Identifier: Apache-2.0
/**
 * Rules about statements that write a whole table again.
 *
 * <p>Internal.
 */
@NullMarked
package dev.migration.lint.rule.rewrite;

import org.jspecify.annotations.NullMarked;
