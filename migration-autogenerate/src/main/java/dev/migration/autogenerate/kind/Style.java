// SPDX-License-Identifier: Apache-2.0
package dev.migration.autogenerate.kind;

import java.util.Set;

import dev.migration.autogenerate.catalog.Item;

/**
 * Which of several forms of a statement is written.
 *
 * @param isSafe whether forms are preferred that do not block reads and writes for long
 * @param version the major version of the server
 * @param newTables names of tables that the same revision creates; nobody uses them
 */
public record Style(boolean isSafe, int version, Set<String> newTables) {

    public Style {
        newTables = Set.copyOf(newTables);
    }

    /** Whether others may use the table of an object while the statements run. */
    public boolean isOnline(Item part) {
        return isSafe
                && !newTables.contains(part.owner())
                && part.whole()
                        .filter(whole -> whole.value("relkind").equals("r")
                                || whole.value("relkind").equals("m"))
                        .isPresent();
    }

    public boolean isNew(String table) {
        return newTables.contains(table);
    }
}
