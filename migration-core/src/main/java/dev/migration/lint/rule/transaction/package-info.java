// SPDX-License-Identifier: Apache-2.0
/**
 * Rules about what statements of one transaction do to each other.
 *
 * <p>Internal.
 */
@NullMarked
package dev.migration.lint.rule.transaction;

import org.jspecify.annotations.NullMarked;
