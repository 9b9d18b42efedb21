// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.check;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.migration.trace.CatalogObject;

/**
 * How many rows the tables of a database have, as its planner estimates.
 *
 * @param rows by name, qualified by its schema; neither is quoted
 */
public record TableSizes(Map<String, Long> rows) {

    /** Nothing is known. */
    public static final TableSizes UNKNOWN = new TableSizes(Map.of());

    /** A table with fewer rows is small: nobody notices that it is locked while all of them are read. */
    static final long SMALL = 10_000;

    /** The query whose result is a file of sizes, in the format CSV; a table that was never analyzed is missing. */
    public static final String QUERY = """
            SELECT n.nspname || '.' || c.relname, c.reltuples::bigint FROM pg_catalog.pg_class c \
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'p', 'm') AND c.reltuples >= 0 \
            AND n.nspname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1""";

    public TableSizes {
        rows = Map.copyOf(rows);
    }

    public static TableSizes read(Connection connection) throws SQLException {
        Map<String, Long> found = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(QUERY)) {
            while (rows.next()) {
                found.put(rows.getString(1), rows.getLong(2));
            }
        }
        return new TableSizes(found);
    }

    /**
     * Reads lines such as {@code public.tickets,1200000}; one that begins with {@code #} is a comment.
     *
     * @throws UnreadableSizesException with the line that has another form
     */
    public static TableSizes of(String file, List<String> lines) {
        Map<String, Long> found = new HashMap<>();
        for (int number = 0; number < lines.size(); number++) {
            String line = lines.get(number).strip();
            int comma = line.lastIndexOf(',');
            if (comma > 0 && line.substring(comma + 1).strip().matches("\\d{1,18}")) {
                found.put(
                        line.substring(0, comma).strip(),
                        Long.valueOf(line.substring(comma + 1).strip()));
            } else if (!line.isEmpty() && !line.startsWith("#")) {
                throw new UnreadableSizesException(file, number + 1, line);
            }
        }
        return new TableSizes(found);
    }

    /** Empty if nothing is known of the table. */
    Optional<Long> of(CatalogObject table) {
        return Optional.ofNullable(rows.get(table.fact("schema") + "." + table.fact("relname")));
    }
}
