// SPDX-License-Identifier: Apache-2.0
package dev.migration.autogenerate.proof;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Set;

import dev.migration.autogenerate.text.Spelling;
import dev.migration.schema.SchemaGraph;

/** A scratch database that contains the first state. Each statement commits by itself. */
public final class ScratchTrial implements Trial, AutoCloseable {

    private static final String SCHEMA =
            "SELECT pg_catalog.quote_ident(s.name) FROM pg_catalog.current_schema() s (name) WHERE s.name IS NOT NULL";
    private static final String TAKEN =
            "SELECT relname::text FROM pg_catalog.pg_class WHERE relnamespace = 'pg_catalog'::regnamespace"
                    + " UNION SELECT typname::text FROM pg_catalog.pg_type WHERE typnamespace = 'pg_catalog'::regnamespace"
                    + " UNION SELECT proname::text FROM pg_catalog.pg_proc WHERE pronamespace = 'pg_catalog'::regnamespace";

    private final Connection connection;
    private final Reader reader;

    /** @param connection in autocommit mode; closed with this */
    public ScratchTrial(Connection connection, Reader reader) {
        this.connection = connection;
        this.reader = reader;
    }

    /** Reads what a database contains, without the state tables. */
    @FunctionalInterface
    public interface Reader {

        SchemaGraph read(Connection connection) throws SQLException;
    }

    @Override
    public SchemaGraph read() throws SQLException {
        return reader.read(connection);
    }

    @Override
    public void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            // The driver would split BEGIN ATOMIC, and replace question marks.
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        }
    }

    /** The spelling of sessions of this database: without the schema in which they create objects. */
    public Spelling spelling() throws SQLException {
        Set<String> schemas = names(SCHEMA);
        return schemas.isEmpty()
                ? Spelling.qualified()
                : new Spelling(schemas.iterator().next(), names(TAKEN));
    }

    private Set<String> names(String query) throws SQLException {
        Set<String> names = new HashSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
