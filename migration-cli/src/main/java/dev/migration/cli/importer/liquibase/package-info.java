// SPDX-License-Identifier: Apache-2.0
/**
 * Reads projects of Liquibase: change logs and the history tables come in, a {@link dev.migration.cli.importer.project.SourceProject}
 * goes out.
 *
 * <p>Internal.
 */
@NullMarked
package dev.migration.cli.importer.liquibase;

import org.jspecify.annotations.NullMarked;
