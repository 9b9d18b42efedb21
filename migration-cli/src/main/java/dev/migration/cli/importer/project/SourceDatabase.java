// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.importer.project;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.migration.cli.setting.DatabaseAddress;
import dev.migration.error.NearestWord;
import dev.migration.sql.Quoting;

/** Reads the tables of another tool, on a read-only connection. */
public final class SourceDatabase {

    private static final String UNDEFINED_TABLE = "42P01";
    private static final String UNDEFINED_COLUMN = "42703";
    private static final String MISSING_PRIVILEGE = "42501";

    private final DatabaseAddress address;
    private final ImportProblems problems;

    /** @param problems gets the problem if a table cannot be read */
    public SourceDatabase(DatabaseAddress address, ImportProblems problems) {
        this.address = address;
        this.problems = problems;
    }

    /**
     * A table of the other tool.
     *
     * @param schema the schema; empty means that the search path is used
     * @param name the name without quotes, as it was typed
     * @param column a column that only such a table has
     */
    public record Table(Optional<String> schema, String name, String column) {

        /** The name for SQL statements. */
        public String quoted() {
            return schema.map(place -> Quoting.identifier(place) + ".").orElse("") + Quoting.identifier(name);
        }

        /** The name for messages. */
        public String text() {
            return schema.map(place -> place + ".").orElse("") + name;
        }
    }

    /**
     * Maps a row to a value.
     *
     * @param <T> the value
     */
    public interface RowMapper<T> {

        T map(ResultSet row) throws SQLException;
    }

    /**
     * Runs a query and maps its rows.
     *
     * @param table the table of the query, for problems
     * @throws ImportException if the table does not exist, or the role may not read it
     */
    public <T> List<T> rows(Table table, String sql, RowMapper<T> mapper) {
        try (Connection connection = open();
                PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet result = statement.executeQuery()) {
            List<T> rows = new ArrayList<>();
            while (result.next()) {
                rows.add(mapper.map(result));
            }
            return rows;
        } catch (SQLException failure) {
            problems.add(table.text(), problem(table, failure), remedy(table, failure));
            problems.throwIfAny();
            throw new IllegalStateException(failure);
        }
    }

    private Connection open() throws SQLException {
        Connection connection = address.dataSource().getConnection();
        connection.setReadOnly(true);
        return connection;
    }

    private String problem(Table table, SQLException failure) {
        String state = String.valueOf(failure.getSQLState());
        if (state.equals(UNDEFINED_TABLE)) {
            return "There is no such table in the database." + NearestWord.question(table.text(), similarTables(table));
        }
        return switch (state) {
            case MISSING_PRIVILEGE -> "The role may not read this table.";
            case UNDEFINED_COLUMN -> "The table does not have the expected columns: " + failure.getMessage();
            default -> "The table cannot be read: " + failure.getMessage();
        };
    }

    private String remedy(Table table, SQLException failure) {
        String state = String.valueOf(failure.getSQLState());
        if (state.equals(MISSING_PRIVILEGE)) {
            return "GRANT SELECT ON " + table.quoted() + " to it (and USAGE on the schema), or name another role with"
                    + " --user.";
        }
        List<String> similar = state.equals(UNDEFINED_TABLE) ? similarTables(table) : List.of();
        if (!similar.isEmpty()) {
            return "Name the table: the database has " + String.join(", ", similar) + ". '--help' shows the options.";
        }
        return state.equals(UNDEFINED_TABLE)
                ? "Name the right database with --url, the table and its schema ('--help' shows the options); or leave out"
                        + " the database to get the files only."
                : "Check --url and the server, then try again.";
    }

    /** The tables that have the column; empty if this query fails too. */
    private List<String> similarTables(Table table) {
        String sql = """
                SELECT pg_catalog.format('%s.%s', n.nspname, c.relname)
                  FROM pg_catalog.pg_attribute a
                  JOIN pg_catalog.pg_class c ON c.oid OPERATOR(pg_catalog.=) a.attrelid
                    AND c.relkind OPERATOR(pg_catalog.=) ANY ('{r,p}')
                  JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
                 WHERE a.attname OPERATOR(pg_catalog.=) ?::pg_catalog.name AND NOT a.attisdropped
                 ORDER BY 1""";
        try (Connection connection = open();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, table.column());
            List<String> names = new ArrayList<>();
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    names.add(result.getString(1));
                }
            }
            return names;
        } catch (SQLException again) {
            return List.of();
        }
    }
}
