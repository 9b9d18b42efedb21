// SPDX-License-Identifier: Apache-2.0
/**
 * Rules about constraints and partitions that read every row under a lock.
 *
 * <p>Internal.
 */
@NullMarked
package dev.migration.lint.rule.constraint;

import org.jspecify.annotations.NullMarked;
