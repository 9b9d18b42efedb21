// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import javax.sql.DataSource;

import dev.migration.Migrator;
import dev.migration.cli.command.Invocation;
import dev.migration.cli.setting.UsageException;
import dev.migration.error.MigrationException;
import dev.migration.execution.failure.DatabaseUnavailableException;
import dev.migration.execution.report.ServerErrors;
import dev.migration.schema.ObjectFilter;
import dev.migration.schema.Ownership;
import dev.migration.schema.SchemaComparison;
import dev.migration.schema.SchemaGraph;
import dev.migration.schema.SchemaSnapshot;
import dev.migration.schema.TableScope;
import dev.migration.schema.catalog.SchemaReadException;
import dev.migration.schema.replay.RevisionReplay;
import dev.migration.schema.scratch.ScratchDatabase;
import dev.migration.schema.scratch.ScratchServer;

/**
 * Reads the schemas that a command compares. Scratch databases are created beside the database of the command or on
 * another server, and dropped when this is closed.
 */
public final class SchemaStates implements AutoCloseable {

    /** The server refuses a session, or cannot be reached. */
    private static final String NOT_CONNECTED = "(08|28|3D|53|57P).*";

    private final Migrator migrator;
    private final ScratchServer server;
    private final RevisionReplay replay;
    private final ComparisonScope scope;

    private SchemaStates(Migrator migrator, ScratchServer server, RevisionReplay replay, ComparisonScope scope) {
        this.scope = scope;
        this.migrator = migrator;
        this.server = server;
        this.replay = replay;
    }

    /** A command that compares. */
    @FunctionalInterface
    public interface Comparison<T> {

        T in(SchemaStates states) throws SQLException;
    }

    /**
     * Opens the states, compares, and drops the scratch databases.
     *
     * @throws MigrationException if the database or a state cannot be read
     */
    public static <T> T use(Invocation invocation, Comparison<T> comparison) {
        Migrator migrator = invocation.migrator();
        ScratchSettings settings = ScratchSettings.of(invocation.context());
        try (SchemaStates states = open(migrator, settings, invocation.console()::error)) {
            return comparison.in(states);
        } catch (SQLException failure) {
            throw ServerErrors.stateOf(failure).matches(NOT_CONNECTED)
                    ? new DatabaseUnavailableException(failure)
                    : new SchemaReadException(failure);
        }
    }

    @SuppressWarnings("resource") // the states close it
    private static SchemaStates open(Migrator migrator, ScratchSettings settings, Consumer<String> notes)
            throws SQLException {
        settings.requireSameVersion(migrator.dataSource());
        ScratchServer server = ScratchServer.open(settings.host(migrator), settings.otherHost(notes));
        RevisionReplay replay = new RevisionReplay(migrator, server);
        if (settings.templates()) {
            return new SchemaStates(migrator, server, replay, settings.scope());
        }
        server.dropTemplates();
        return new SchemaStates(migrator, server, replay.withoutTemplates(), settings.scope());
    }

    ComparisonScope scope() {
        return scope;
    }

    /** The objects that are compared. */
    public ObjectFilter filter() {
        return scope.filter();
    }

    public Migrator migrator() {
        return migrator;
    }

    public RevisionReplay replay() {
        return replay;
    }

    /**
     * Compares two states.
     *
     * @throws UsageException if servers of different major versions have them
     */
    SchemaComparison compare(SchemaState from, SchemaState to) throws SQLException {
        Optional<ScratchDatabase> first = scratch(from);
        Optional<ScratchDatabase> second = scratch(to);
        if (first.flatMap(ScratchDatabase::schema).isPresent()
                && first.flatMap(ScratchDatabase::schema).equals(second.flatMap(ScratchDatabase::schema))) {
            return new SchemaComparison(List.of(), List.of());
        }
        SchemaSnapshot before = first.isPresent() ? snapshot(first.get()) : read(from);
        SchemaSnapshot after = second.isPresent() ? snapshot(second.get()) : read(to);
        requireSameVersion(before, after);
        if (isModelOf(to, from)) {
            return compare(Ownership.withoutLibraries(before, after), scope.ownedOf(before, after));
        }
        if (isTablesOnly(from) == isTablesOnly(to)) {
            return compare(Ownership.withoutLibraries(before, after), Ownership.withoutLibraries(after, before));
        }
        if (isTablesOnly(to)) {
            TableScope.Sides sides = TableScope.of(before, after);
            return compare(sides.whole(), sides.model());
        }
        TableScope.Sides sides = TableScope.of(after, before);
        return compare(sides.model(), sides.whole());
    }

    /** Compares two schemas. */
    SchemaComparison compare(SchemaSnapshot from, SchemaSnapshot to) {
        return SchemaComparison.of(from, scope.customized(from, to));
    }

    /** Whether a database is the model of revisions, and may have objects that are none of their business. */
    static boolean isModelOf(SchemaState model, SchemaState revisions) {
        return model instanceof SchemaState.Other && revisions instanceof SchemaState.Revisions;
    }

    static boolean isTablesOnly(SchemaState state) {
        return state instanceof SchemaState.Model model && model.model().describesTablesOnly();
    }

    private static void requireSameVersion(SchemaSnapshot from, SchemaSnapshot to) {
        if (from.serverVersion() != to.serverVersion()) {
            throw ScratchSettings.otherVersion(from.serverVersion(), to.serverVersion());
        }
    }

    /** The schema of a state, without the state tables. */
    SchemaSnapshot read(SchemaState state) throws SQLException {
        Optional<ScratchDatabase> scratch = scratch(state);
        if (scratch.isPresent()) {
            return snapshot(scratch.get());
        }
        try (Connection connection = connect(state)) {
            connection.setAutoCommit(true);
            return scope.filtered(replay.read(connection));
        }
    }

    /** The schema of a state, without the state tables, and what its objects need of each other. */
    SchemaGraph graph(SchemaState state) throws SQLException {
        try (Connection connection = connect(state)) {
            connection.setAutoCommit(true);
            return graph(connection);
        }
    }

    /** What these targets mean, with what the objects need of each other. */
    SchemaGraph revisionGraph(List<String> targets) throws SQLException {
        try (Connection connection = replay.at(targets).dataSource().getConnection()) {
            return graph(connection);
        }
    }

    private SchemaSnapshot snapshot(ScratchDatabase database) throws SQLException {
        return scope.filtered(replay.snapshot(database));
    }

    /** The schema of the database of a connection, without the state tables, and what its objects need of each other. */
    SchemaGraph graph(Connection connection) throws SQLException {
        return scope.filtered(replay.graph(connection));
    }

    /** The scratch database for a reader of a state; empty if a database has the state. */
    private Optional<ScratchDatabase> scratch(SchemaState state) throws SQLException {
        if (state instanceof SchemaState.Revisions revisions) {
            return Optional.of(replay.toRead(List.of(revisions.target())));
        }
        return state instanceof SchemaState.Model model ? Optional.of(replay.toRead(model.model())) : Optional.empty();
    }

    /** What these targets mean, on a scratch database. */
    SchemaSnapshot revisions(List<String> targets) throws SQLException {
        return snapshot(replay.toRead(targets));
    }

    /**
     * The database that has a state: a scratch database for revisions and for a model, which may be changed and exists until this is
     * closed.
     *
     * @throws MigrationException if a revision or the model fails
     */
    DataSource dataSource(SchemaState state) throws SQLException {
        if (state instanceof SchemaState.Revisions revisions) {
            return replay.at(List.of(revisions.target())).dataSource();
        }
        if (state instanceof SchemaState.Model model) {
            return replay.of(model.model()).dataSource();
        }
        return state instanceof SchemaState.Other other ? other.address().dataSource() : migrator.dataSource();
    }

    private Connection connect(SchemaState state) throws SQLException {
        return state instanceof SchemaState.Other other
                ? other.connect()
                : dataSource(state).getConnection();
    }

    @Override
    public void close() throws SQLException {
        server.close();
    }
}
