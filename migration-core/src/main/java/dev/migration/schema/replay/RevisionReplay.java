// SPDX-License-Identifier: Apache-2.0
package dev.migration.schema.replay;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

import dev.migration.Migrator;
import dev.migration.MigratorBuilder;
import dev.migration.RevisionText;
import dev.migration.Revisions;
import dev.migration.error.MigrationException;
import dev.migration.revision.RevisionSet;
import dev.migration.schema.SchemaGraph;
import dev.migration.schema.SchemaSnapshot;
import dev.migration.schema.catalog.SnapshotReader;
import dev.migration.schema.model.SchemaModel;
import dev.migration.schema.scratch.ScratchDatabase;
import dev.migration.schema.scratch.ScratchServer;
import dev.migration.trace.Tracer;
import dev.migration.version.StateTables;

/**
 * Applies revisions to scratch databases.
 *
 * <p>Hooks, repeatables, Java revisions and variables are those of the migrator; its listeners are not called. Statements about
 * objects that all databases share are refused before anything runs, because a scratch database does not isolate them. What a DO
 * block, a function or a Java revision does outside its database cannot be seen beforehand.
 */
public final class RevisionReplay {

    private final Migrator template;
    private final ScratchServer server;

    /** @param template has the scripts and settings; its database is not used */
    public RevisionReplay(Migrator template, ScratchServer server) {
        this.template = template;
        this.server = server;
    }

    /**
     * Creates a database and applies the targets, one after the other.
     *
     * @param targets see {@link dev.migration.revision.target.Target}; none leaves the database empty
     * @throws SharedObjectsException if the revisions change objects that all databases share
     * @throws dev.migration.error.MigrationException if a revision fails
     */
    public ScratchDatabase at(List<String> targets) throws SQLException {
        refuseSharedObjects(targets);
        ScratchDatabase database = server.create();
        apply(database, targets);
        return database;
    }

    /**
     * Creates a database with the schema of a model.
     *
     * @throws dev.migration.error.MigrationException if the model cannot be created
     */
    public ScratchDatabase of(SchemaModel model) throws SQLException {
        ScratchDatabase database = server.create();
        createSchemas(database);
        try (Connection connection = database.dataSource().getConnection()) {
            model.create(connection);
        }
        return database;
    }

    /** Applies the targets, one after the other, to a copy of a database. */
    ScratchDatabase copy(ScratchDatabase original, List<String> targets) throws SQLException {
        ScratchDatabase copy = server.copy(original);
        apply(copy, targets);
        return copy;
    }

    /** The schema of a database without the state tables. */
    public SchemaSnapshot snapshot(ScratchDatabase database) throws SQLException {
        try (Connection connection = database.dataSource().getConnection()) {
            return read(connection);
        }
    }

    /** The schema of a database, whose sessions the connection is one of, without the state tables. */
    public SchemaSnapshot read(Connection connection) throws SQLException {
        StateTables tables = template.settings().tables();
        return SnapshotReader.read(connection, tables.revisions()).only(new OwnedObjects(tables));
    }

    /** Creates a database with nothing in it. */
    public ScratchDatabase empty() throws SQLException {
        return server.create();
    }

    /** What {@link #read} returns, and what the objects need of each other. */
    public SchemaGraph graph(Connection connection) throws SQLException {
        StateTables tables = template.settings().tables();
        SchemaGraph graph = SnapshotReader.readGraph(connection, tables.revisions());
        return graph.with(graph.snapshot().only(new OwnedObjects(tables)));
    }

    /** Drops all databases that were created so far. */
    void dropDatabases() throws SQLException {
        server.dropAll();
    }

    TableRows rows(ScratchDatabase database) throws SQLException {
        try (Connection connection = database.dataSource().getConnection()) {
            return TableRows.read(connection, read(connection));
        }
    }

    /** Migrates a scratch database as the template would. */
    Migrator migrator(ScratchDatabase database) {
        return on(database).build();
    }

    boolean isReversible(String revision) {
        return revisions().find(revision).map(RevisionText::reversible).orElse(false);
    }

    public Revisions revisions() {
        return template.revisions();
    }

    public void refuseSharedObjects(List<String> targets) {
        Revisions revisions = template.revisions();
        RevisionSet named = revisions
                .graph()
                .known(revisions.resolve(targets).stream()
                        .map(revision -> revision.id())
                        .toList());
        List<String> statements =
                SharedStatements.of(revisions, named.ancestors().inOrder());
        if (!statements.isEmpty()) {
            throw new SharedObjectsException(statements);
        }
    }

    /** Creates a tracer for what is applied to a database from now on. */
    public Tracer tracer(ScratchDatabase database) throws SQLException {
        on(database).build().ensureTables();
        StateTables tables = template.settings().tables();
        try (Connection connection = database.dataSource().getConnection()) {
            return Tracer.at(connection, List.of(tables.revisionTable(), tables.historyTable()));
        }
    }

    /**
     * Applies the targets, one after the other, and traces each statement.
     *
     * @throws ReplayFailedException if a revision fails; the trace has the statements before
     */
    public void trace(ScratchDatabase database, List<String> targets, Tracer tracer) {
        apply(on(database).tracer(tracer).build(), targets);
    }

    private MigratorBuilder on(ScratchDatabase database) {
        return template.toBuilder().dataSource(database.dataSource()).withoutListeners();
    }

    private void apply(ScratchDatabase database, List<String> targets) throws SQLException {
        createSchemas(database);
        apply(migrator(database), targets);
    }

    private static void apply(Migrator migrator, List<String> targets) {
        try {
            targets.forEach(migrator::upgrade);
        } catch (MigrationException failure) {
            throw new ReplayFailedException(failure);
        }
    }

    /** The schema of the connection and of the state tables, which somebody created before the first upgrade. */
    private void createSchemas(ScratchDatabase database) throws SQLException {
        try (Connection connection = database.dataSource().getConnection()) {
            Optional<String> configured = template.settings().tables().schema();
            for (String schema : SearchPath.missing(connection, configured)) {
                try (var statement = connection.createStatement()) {
                    statement.execute("CREATE SCHEMA " + schema);
                }
            }
        }
    }
}
