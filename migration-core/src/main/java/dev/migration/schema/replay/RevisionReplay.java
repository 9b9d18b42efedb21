// SPDX-License-Identifier: Apache-2.0
package dev.migration.schema.replay;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.migration.MigrationSettings;
import dev.migration.Migrator;
import dev.migration.MigratorBuilder;
import dev.migration.RevisionText;
import dev.migration.Revisions;
import dev.migration.error.MigrationException;
import dev.migration.plan.SchemaVerification;
import dev.migration.revision.RevisionSet;
import dev.migration.schema.SchemaGraph;
import dev.migration.schema.SchemaSnapshot;
import dev.migration.schema.catalog.SnapshotReader;
import dev.migration.schema.fingerprint.OwnedObjects;
import dev.migration.schema.model.SchemaModel;
import dev.migration.schema.rows.TableRows;
import dev.migration.schema.scratch.ScratchDatabase;
import dev.migration.schema.scratch.ScratchServer;
import dev.migration.schema.scratch.TemplateCopy;
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
    private final boolean templates;

    /** @param template has the scripts and settings; its database is not used */
    public RevisionReplay(Migrator template, ScratchServer server) {
        this(template, server, true);
    }

    private RevisionReplay(Migrator template, ScratchServer server, boolean templates) {
        this.template = template;
        this.server = server;
        this.templates = templates;
    }

    /**
     * Creates a database and applies the targets, one after the other. A copy of a template saves the revisions that it has.
     *
     * @param targets see {@link dev.migration.revision.target.Target}; none leaves the database empty
     * @throws SharedObjectsException if the revisions change objects that all databases share
     * @throws dev.migration.error.MigrationException if a revision fails
     */
    public ScratchDatabase at(List<String> targets) throws SQLException {
        refuseSharedObjects(targets);
        ReplayKeys keys = keys(targets);
        return keys.prefix().isPresent()
                ? continued(targets, keys, false)
                : replay(targets, keys).database();
    }

    /**
     * The same for a reader: the database may be a template, which the next commands read, too.
     *
     * @return a database that nobody may change
     */
    public ScratchDatabase toRead(List<String> targets) throws SQLException {
        refuseSharedObjects(targets);
        ReplayKeys keys = keys(targets);
        if (keys.prefix().isPresent()) {
            return continued(targets, keys, true);
        }
        Optional<ScratchDatabase> known = keys.isEmpty() ? Optional.empty() : server.template(keys.last());
        if (known.isPresent()) {
            return known.get();
        }
        Replayed replayed = replay(targets, keys);
        return keys.isWorthATemplate(replayed.start())
                ? server.intoTemplate(replayed.database(), keys.last())
                : replayed.database();
    }

    /**
     * A database with the schema of a model.
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

    /** The same for a reader, see {@link #toRead(List)}. */
    public ScratchDatabase toRead(SchemaModel model) throws SQLException {
        ReplayKeys keys = templates ? ReplayKeys.of(template, model) : ReplayKeys.NONE;
        if (keys.isEmpty()) {
            return of(model);
        }
        Optional<ScratchDatabase> known = server.template(keys.last());
        return known.isPresent() ? known.get() : server.intoTemplate(of(model), keys.last());
    }

    /** @param start the key of the template with which the replay began */
    private record Replayed(ScratchDatabase database, Optional<String> start) {}

    private Replayed replay(List<String> targets, ReplayKeys keys) throws SQLException {
        Optional<TemplateCopy> copy = keys.isEmpty() ? Optional.empty() : server.copyTemplate(keys.longestFirst());
        ScratchDatabase database = copy.isPresent() ? copy.get().database() : server.create();
        if (copy.isEmpty() || !copy.get().key().equals(keys.last())) {
            apply(database, targets);
        }
        return new Replayed(database, copy.map(TemplateCopy::key));
    }

    /** Applies the targets after the revisions that have keys, which a template may have, and which may become one. */
    private ScratchDatabase continued(List<String> targets, ReplayKeys keys, boolean keep) throws SQLException {
        RevisionReplay first = of(template.toBuilder().withoutRepeatables().build());
        Replayed begun = first.replay(keys.prefix().stream().toList(), keys);
        ScratchDatabase database = begun.database();
        if (keep
                && keys.isWorthATemplate(begun.start())
                && server.intoTemplate(database, keys.last()).template()) {
            Optional<TemplateCopy> copy = server.copyTemplate(List.of(keys.last()));
            database = copy.isPresent() ? copy.get().database() : server.create();
        }
        apply(database, targets);
        return database;
    }

    private ReplayKeys keys(List<String> targets) {
        return templates ? ReplayKeys.of(template, targets) : ReplayKeys.NONE;
    }

    /** The same, but every revision is applied anew, and nothing is kept on the server. */
    public RevisionReplay withoutTemplates() {
        return new RevisionReplay(template, server, false);
    }

    /**
     * Applies scripts some of which have other texts than their files. Internal: for texts that are not written yet.
     *
     * @param texts by the name of the file in messages
     * @throws dev.migration.script.InvalidScriptsException with every fault
     */
    public RevisionReplay with(Map<String, String> texts) {
        return of(template.toBuilder().texts(texts).build());
    }

    /** Applies other revisions on the same server. */
    RevisionReplay of(Migrator other) {
        return new RevisionReplay(other, server, templates);
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
            SchemaSnapshot snapshot = read(connection);
            // A role that may not read everything cannot say that two schemas are equal.
            if (database.template() && snapshot.omissions().isEmpty()) {
                server.noteSchema(database, snapshot.hash());
            }
            return snapshot;
        }
    }

    /** The schema of a database, whose sessions the connection is one of, without the state tables. */
    public SchemaSnapshot read(Connection connection) throws SQLException {
        return new OwnedObjects(template.settings().tables()).read(connection);
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

    /** Drops a database that was created. */
    void drop(ScratchDatabase database) throws SQLException {
        server.drop(database);
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
    public Migrator migrator(ScratchDatabase database) {
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
        MigrationSettings settings = template.settings().toBuilder()
                .verifySchema(SchemaVerification.OFF)
                .build();
        return template.toBuilder()
                .settings(settings)
                .dataSource(database.dataSource())
                .withoutListeners()
                .withoutBackground();
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
