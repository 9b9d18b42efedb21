// SPDX-License-Identifier: Apache-2.0
/**
 * Reads projects of Flyway: scripts and the history table come in, a {@link dev.migration.cli.importer.project.SourceProject} goes
 * out.
 *
 * <p>Internal.
 */
@NullMarked
package dev.migration.cli.importer.flyway;

import org.jspecify.annotations.NullMarked;
