// SPDX-License-Identifier: Apache-2.0
/**
 * Rules about objects that are dropped while running instances may use them.
 *
 * <p>Internal.
 */
@NullMarked
package dev.migration.lint.rule.removal;

import org.jspecify.annotations.NullMarked;
