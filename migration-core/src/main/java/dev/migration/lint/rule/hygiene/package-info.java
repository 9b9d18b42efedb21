// SPDX-License-Identifier: Apache-2.0
/**
 * Rules about what a script should not contain, and rules of style, which are off.
 *
 * <p>Internal.
 */
@NullMarked
package dev.migration.lint.rule.hygiene;

import org.jspecify.annotations.NullMarked;
