package dev.migration.cli.adopt.project;

import java.util.List;

/**
 * A script that another tool runs again whenever it changed.
 *
 * @param name what it is here
 * @param needs the repeatables that must be there first
 * @param message what it does, in a line
 */
public record ForeignRepeatable(String name, List<String> needs, String message, ForeignSql sql) {

    public ForeignRepeatable {
        needs = List.copyOf(needs);
    }
}
