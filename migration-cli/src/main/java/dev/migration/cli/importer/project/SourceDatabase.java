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

/** Reads the tables of another tool, on a connection that cannot write. */
public final class SourceDatabase {

    private static final String UNDEFINED_TABLE = "42P01";
    private static final String UNDEFINED_COLUMN = "42703";
    private static final String MISSING_PRIVILEGE = "42501";

    private final DatabaseAddress address;
    private final ImportProblems problems;

    /** @param problems what is told where a table cannot be read */
    public SourceDatabase(DatabaseAddress address, ImportProblems problems) {
        this.address = address;
        this.problems = problems;
    }

    /**
     * A table of the other tool.
     *
     * @param schema empty means: where the search path finds it
     * @param name as it was typed
     * @param column one that tells it from every other table
     */
    public record Table(Optional<String> schema, String name, String column) {

        /** As statements name it. */
        public String quoted() {
            return schema.map(place -> Quoting.identifier(place) + ".").orElse("") + Quoting.identifier(name);
        }

        /** As people name it. */
        public String text() {
            return schema.map(place -> place + ".").orElse("") + name;
        }
    }

    /** What a row means. */
    public interface Row<T> {

        T read(ResultSet row) throws SQLException;
    }

    /** The rows of a query. @throws ImportException if the table is not there, or must not be read */
    public <T> List<T> rows(Table table, String sql, Row<T> reader) {
        try (Connection connection = open();
                PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet result = statement.executeQuery()) {
            List<T> rows = new ArrayList<>();
            while (result.next()) {
                rows.add(reader.read(result));
            }
            return rows;
        } catch (SQLException failure) {
            problems.add(table.text(), problem(table, failure), remedy(table, failure));
            problems.refuse();
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
            return "There is no such table in the database." + NearestWord.question(table.text(), alike(table));
        }
        return switch (state) {
            case MISSING_PRIVILEGE -> "The role may not read this table.";
            case UNDEFINED_COLUMN -> "The table has not the columns that are expected: " + failure.getMessage();
            default -> "The table cannot be read: " + failure.getMessage();
        };
    }

    private String remedy(Table table, SQLException failure) {
        String state = String.valueOf(failure.getSQLState());
        if (state.equals(MISSING_PRIVILEGE)) {
            return "GRANT SELECT ON " + table.quoted() + " to it (and USAGE on the schema), or name another role with"
                    + " --user.";
        }
        List<String> alike = state.equals(UNDEFINED_TABLE) ? alike(table) : List.of();
        if (!alike.isEmpty()) {
            return "Name it: the database has " + String.join(", ", alike) + ". '--help' shows the options.";
        }
        return state.equals(UNDEFINED_TABLE)
                ? "Name the right database with --url, the table and its schema ('--help' shows the options); or leave the"
                        + " database out to get the files only."
                : "Look at --url and at the server, then try again.";
    }

    /** Tables that have the column that tells; a second failure has nothing to add. */
    private List<String> alike(Table table) {
        String sql = """
                SELECT format('%s.%s', n.nspname, c.relname)
                  FROM pg_catalog.pg_attribute a
                  JOIN pg_catalog.pg_class c ON c.oid = a.attrelid AND c.relkind IN ('r', 'p')
                  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                 WHERE a.attname = ? AND NOT a.attisdropped
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
