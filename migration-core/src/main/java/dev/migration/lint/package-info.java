// SPDX-License-Identifier: Apache-2.0
/**
 * What a rule finds: findings with their severity, their place and the SQL of a safe alternative.
 *
 * <p>Internal.
 */
@NullMarked
package dev.migration.lint;

import org.jspecify.annotations.NullMarked;
