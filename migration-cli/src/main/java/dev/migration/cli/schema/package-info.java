// SPDX-License-Identifier: Apache-2.0
/**
 * The commands that compare schemas: what the revisions mean, what a database has, and whether branches commute.
 *
 * <p>Internal.
 */
@NullMarked
package dev.migration.cli.schema;

import org.jspecify.annotations.NullMarked;
