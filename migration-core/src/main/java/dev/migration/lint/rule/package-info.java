// SPDX-License-Identifier: Apache-2.0
/**
 * What a rule looks at: a traced statement, the tables that it changes, and the statements before and after it.
 *
 * <p>Internal.
 */
@NullMarked
package dev.migration.lint.rule;

import org.jspecify.annotations.NullMarked;
