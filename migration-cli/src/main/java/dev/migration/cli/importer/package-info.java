// SPDX-License-Identifier: Apache-2.0
/**
 * The command {@code import}, which imports projects of other tools.
 *
 * <p>Internal.
 */
@NullMarked
package dev.migration.cli.importer;

import org.jspecify.annotations.NullMarked;
