// SPDX-License-Identifier: Apache-2.0
/**
 * The command {@code lint} and the formats of its report.
 *
 * <p>Internal.
 */
@NullMarked
package dev.migration.cli.lint;

import org.jspecify.annotations.NullMarked;
