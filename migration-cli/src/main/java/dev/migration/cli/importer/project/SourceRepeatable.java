package dev.migration.cli.importer.project;

import java.util.List;

/**
 * A script that another tool runs again whenever it changed.
 *
 * @param name what it is here
 * @param needs the repeatables that must be there first
 * @param message what it does, in a line
 */
public record SourceRepeatable(String name, List<String> needs, String message, SourceSql sql) {

    public SourceRepeatable {
        needs = List.copyOf(needs);
    }
}
