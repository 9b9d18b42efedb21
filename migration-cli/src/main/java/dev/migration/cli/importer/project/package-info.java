// SPDX-License-Identifier: Apache-2.0
/**
 * Imports a project, independent of the tool: a {@link dev.migration.cli.importer.project.SourceProject} comes in; a plan, script
 * files and a stamp go out.
 *
 * <p>Internal.
 */
@NullMarked
package dev.migration.cli.importer.project;

import org.jspecify.annotations.NullMarked;
