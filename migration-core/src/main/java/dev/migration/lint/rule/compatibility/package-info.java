// SPDX-License-Identifier: Apache-2.0
/**
 * Rules about changes that break instances which still run the old code.
 *
 * <p>Internal.
 */
@NullMarked
package dev.migration.lint.rule.compatibility;

import org.jspecify.annotations.NullMarked;
