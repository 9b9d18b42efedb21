// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.verification;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import dev.migration.event.MigrationEvent;
import dev.migration.execution.refusal.SchemaDriftException;
import dev.migration.execution.session.ExecutionSettings;
import dev.migration.execution.session.MigrationSession;
import dev.migration.plan.SchemaVerification;
import dev.migration.schema.OwnedScope;
import dev.migration.schema.Ownership;
import dev.migration.schema.SchemaObject;
import dev.migration.schema.SchemaSnapshot;
import dev.migration.schema.catalog.SchemaReadException;
import dev.migration.schema.fingerprint.SchemaFingerprint;
import dev.migration.version.SchemaRecord;
import dev.migration.version.StateTables;
import dev.migration.version.table.SchemaRecords;

/**
 * Compares the schema with what the last run left, and stores what this run leaves. Belongs to one run, which may need several
 * sessions. Does nothing if {@code migration.verify-schema} is off.
 */
public final class SchemaVerifier {

    private final SchemaVerification verification;
    private final Optional<String> tenant;
    private @Nullable Start start;

    public SchemaVerifier(ExecutionSettings settings) {
        this.verification = settings.verification();
        this.tenant = settings.tenant();
    }

    /**
     * The database before the run.
     *
     * @param names of all objects, without most of those that belong to another one
     * @param lastChange the last change of the history
     */
    private record Start(OwnedScope scope, Set<SchemaObject> names, Optional<String> lastChange) {}

    public boolean isOff() {
        return verification == SchemaVerification.OFF;
    }

    /**
     * Compares the schema with what the last run left.
     *
     * @param session under the migration lock
     * @param tables with their schema
     * @return what differs, or why nothing could be compared; empty if nothing differs
     * @throws SchemaDriftException if something differs and the settings refuse this
     * @throws SchemaReadException if the schema cannot be read
     */
    public List<MigrationEvent> before(MigrationSession session, StateTables tables) {
        DatabaseSchema database = new DatabaseSchema(session.connection(), tables, tenant);
        try {
            Start now = remember(session, database);
            Optional<RecordedSchema> recorded =
                    new SchemaRecords(tables).current(session.jdbc()).map(RecordedSchema::new);
            if (recorded.isEmpty() || !recorded.get().isComparable(database)) {
                return now.lastChange().isEmpty() ? List.of() : List.of(new MigrationEvent.SchemaNotVerified());
            }
            if (recorded.get().isUntouched(database)) {
                return List.of();
            }
            return found(recorded.get().stored(), recorded.get().differences(database));
        } catch (SQLException failure) {
            throw new SchemaReadException(failure);
        }
    }

    private List<MigrationEvent> found(SchemaRecord stored, List<String> differences) {
        if (differences.isEmpty()) {
            return List.of();
        }
        if (verification == SchemaVerification.REFUSE) {
            throw new SchemaDriftException(stored.revision(), stored.at(), differences);
        }
        return List.of(new MigrationEvent.SchemaDrift(stored.revision(), stored.at(), differences));
    }

    /** Notes what exists before a run that is not compared. */
    public void remember(MigrationSession session, StateTables tables) {
        try {
            remember(session, new DatabaseSchema(session.connection(), tables, tenant));
        } catch (SQLException failure) {
            throw new SchemaReadException(failure);
        }
    }

    private Start remember(MigrationSession session, DatabaseSchema database) throws SQLException {
        SchemaRecords records = new SchemaRecords(database.tables());
        OwnedScope known =
                records.scope(session.jdbc()).map(RecordedSchema::scope).orElseGet(() -> OwnedScope.of(Set.of()));
        Set<String> schemas = new TreeSet<>(database.scope().schemas());
        schemas.addAll(known.schemas());
        Start now = new Start(
                new OwnedScope(schemas, known.objects()),
                tenant.isEmpty() ? database.names() : Set.of(),
                records.lastChange(session.jdbc()));
        start = now;
        return now;
    }

    /**
     * Stores what the run left, if it changed anything.
     *
     * @param session under the migration lock
     * @throws SchemaReadException if the schema cannot be read; this does not concern the run, whose changes are committed
     */
    public void after(MigrationSession session, StateTables tables) {
        Start before = start;
        if (before == null
                || new SchemaRecords(tables).lastChange(session.jdbc()).equals(before.lastChange())) {
            return;
        }
        try {
            store(session, new DatabaseSchema(session.connection(), tables, tenant), before);
        } catch (SQLException failure) {
            throw new SchemaReadException(failure);
        }
    }

    private void store(MigrationSession session, DatabaseSchema database, Start before) throws SQLException {
        // The mark first: what changes meanwhile lets the next run look closer.
        String mark = database.mark();
        SchemaSnapshot snapshot = database.snapshot();
        OwnedScope scope =
                tenant.isPresent() ? before.scope() : Ownership.after(before.scope(), before.names(), snapshot);
        SchemaFingerprint fingerprint = SchemaFingerprint.of(Ownership.of(scope, snapshot));
        session.write(
                database.tables(),
                new SchemaRecords(database.tables())
                        .store(
                                new SchemaRecord.Content(fingerprint.hash(), mark, fingerprint.text()),
                                new SchemaRecord.Scope(List.copyOf(scope.schemas()), List.copyOf(scope.objects()))));
    }
}
