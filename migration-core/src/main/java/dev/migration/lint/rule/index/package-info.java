// SPDX-License-Identifier: Apache-2.0
/**
 * Rules about indexes.
 *
 * <p>Internal.
 */
@NullMarked
package dev.migration.lint.rule.index;

import org.jspecify.annotations.NullMarked;
