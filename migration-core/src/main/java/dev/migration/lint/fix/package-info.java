// SPDX-License-Identifier: Apache-2.0
/**
 * Writes the safe alternatives of findings into scripts. In: a lint. Out: the new texts of the scripts, each proved on scratch
 * databases, and the findings that stay. Writes no file.
 *
 * <p>Internal.
 */
@NullMarked
package dev.migration.lint.fix;

import org.jspecify.annotations.NullMarked;
