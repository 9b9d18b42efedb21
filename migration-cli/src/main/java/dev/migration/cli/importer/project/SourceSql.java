// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.importer.project;

import dev.migration.sql.section.StandIn;

/**
 * SQL of another tool, unchanged.
 *
 * @param text the SQL
 * @param file its source, for problems
 * @param firstLine the line of the file on which it begins, from 1
 */
public record SourceSql(String text, String file, int firstLine) {

    /** The content of a whole file. */
    public static SourceSql of(String file, String text) {
        return new SourceSql(text, file, 1);
    }

    /** A statement that fails, for a migration without SQL. */
    public static SourceSql standIn(String what) {
        return of(what, StandIn.statement(what));
    }
}
