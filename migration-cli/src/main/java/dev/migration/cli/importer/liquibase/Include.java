// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.importer.liquibase;

/**
 * A file or a folder that a root change log includes.
 *
 * @param name its path, as the root has it
 * @param relative whether the path begins in the folder of the root instead of in the search path
 */
record Include(String name, boolean relative) {}
