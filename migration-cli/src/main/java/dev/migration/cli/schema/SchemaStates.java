// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

import javax.sql.DataSource;

import dev.migration.Migrator;
import dev.migration.cli.command.Invocation;
import dev.migration.cli.setting.DatabaseAddress;
import dev.migration.cli.setting.UsageException;
import dev.migration.error.MigrationException;
import dev.migration.execution.failure.DatabaseUnavailableException;
import dev.migration.execution.report.ServerErrors;
import dev.migration.schema.SchemaSnapshot;
import dev.migration.schema.catalog.SchemaReadException;
import dev.migration.schema.replay.RevisionReplay;
import dev.migration.schema.scratch.ScratchServer;

/**
 * Reads the schemas that a command compares. Scratch databases are created beside the database of the command, and dropped when
 * this is closed.
 */
final class SchemaStates implements AutoCloseable {

    private static final String REVISIONS = "revisions";
    private static final String DATABASE = "database";
    /** The server refuses a session, or cannot be reached. */
    private static final String NOT_CONNECTED = "(08|28|3D|53|57P).*";

    private final Migrator migrator;
    private final ScratchServer server;
    private final RevisionReplay replay;

    private SchemaStates(Migrator migrator, ScratchServer server) {
        this.migrator = migrator;
        this.server = server;
        this.replay = new RevisionReplay(migrator, server);
    }

    /** A command that compares. */
    @FunctionalInterface
    interface Comparison<T> {

        T in(SchemaStates states) throws SQLException;
    }

    /**
     * Opens the states, compares, and drops the scratch databases.
     *
     * @throws MigrationException if the database or a state cannot be read
     */
    static <T> T use(Invocation invocation, Comparison<T> comparison) {
        DatabaseAddress address = invocation.context().database();
        Migrator migrator = invocation.migrator();
        try (SchemaStates states =
                new SchemaStates(migrator, ScratchServer.open(migrator.dataSource(), address::dataSourceOf))) {
            return comparison.in(states);
        } catch (SQLException failure) {
            throw ServerErrors.stateOf(failure).matches(NOT_CONNECTED)
                    ? new DatabaseUnavailableException(failure)
                    : new SchemaReadException(failure);
        }
    }

    Migrator migrator() {
        return migrator;
    }

    RevisionReplay replay() {
        return replay;
    }

    /**
     * Reads a state.
     *
     * @param text {@code revisions}, {@code revisions@TARGET}, {@code database}, or the URL of a database
     * @throws UsageException if it is something else
     */
    SchemaSnapshot read(String text) throws SQLException {
        if (text.equals(DATABASE)) {
            return database();
        }
        if (text.equals(REVISIONS)) {
            return revisions(List.of("heads"));
        }
        if (text.startsWith(REVISIONS + "@")) {
            return revisions(List.of(text.substring(REVISIONS.length() + 1)));
        }
        if (text.contains(":")) {
            return read(DatabaseAddress.parse(text).dataSource());
        }
        throw new UsageException(
                "'" + text + "' is not a state of a schema.",
                "Use 'revisions', 'revisions@REVISION', 'database', or the URL of a database.");
    }

    /** What these targets mean, on a scratch database. */
    SchemaSnapshot revisions(List<String> targets) throws SQLException {
        return replay.snapshot(replay.at(targets));
    }

    /** What the database of the command has. */
    SchemaSnapshot database() throws SQLException {
        return read(migrator.dataSource());
    }

    private SchemaSnapshot read(DataSource source) throws SQLException {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(true);
            return replay.read(connection);
        }
    }

    @Override
    public void close() throws SQLException {
        server.close();
    }
}
