// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.importer.project;

import java.util.Optional;

import picocli.CommandLine.Option;

import dev.migration.cli.importer.project.SourceDatabase.Table;

/** The option for the schema of the other tool's tables. */
public final class HistorySchemaOption {

    @Option(
            names = "--history-schema",
            paramLabel = "NAME",
            description = "The schema of the tool's tables, if it is not on the search path.")
    private Optional<String> schema = Optional.empty();

    /** The schema; empty if the option is not given. */
    public Optional<String> schema() {
        return schema;
    }

    /**
     * A table in this schema.
     *
     * @param column a column that only such a table has
     */
    public Table table(String name, String column) {
        return new Table(schema, name, column);
    }
}
