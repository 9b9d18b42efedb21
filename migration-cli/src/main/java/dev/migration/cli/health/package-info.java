// SPDX-License-Identifier: Apache-2.0
/**
 * The command {@code schema-health}. Input: what is wrong with the schema of a database. Output: its report.
 *
 * <p>Internal.
 */
@NullMarked
package dev.migration.cli.health;

import org.jspecify.annotations.NullMarked;
