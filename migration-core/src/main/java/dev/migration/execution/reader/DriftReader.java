// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.reader;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

import dev.migration.execution.lock.MigrationLock;
import dev.migration.execution.session.ExecutionSettings;
import dev.migration.execution.session.MigrationSession;
import dev.migration.execution.verification.DatabaseSchema;
import dev.migration.execution.verification.RecordedSchema;
import dev.migration.result.SchemaDrift;
import dev.migration.result.SchemaDrift.Basis;
import dev.migration.schema.catalog.SchemaReadException;
import dev.migration.sql.Quoting;
import dev.migration.version.SchemaRecord;
import dev.migration.version.StateTables;
import dev.migration.version.table.SchemaRecords;
import dev.migration.version.table.TableFormat;

/**
 * Compares the schema with what the last run left, without the migration lock and without a write. Looks at the mark of the catalogs
 * first; only one session at a time reads the schema.
 */
record DriftReader(MigrationSession session, ExecutionSettings settings) {

    /** The migration lock of the same tables has another key. */
    private static final String LOCK_CLASS = "drift:";

    /**
     * @param before the result of the last look; returned again if nothing has changed since
     * @throws SchemaReadException if the schema cannot be read
     */
    SchemaDrift read(Optional<SchemaDrift> before) {
        Optional<StateTables> tables =
                session.state(settings.tables()).located().filter(this::haveRecords);
        Optional<SchemaRecord> stored = tables.flatMap(known -> new SchemaRecords(known).current(session.jdbc()));
        if (stored.isEmpty()) {
            return SchemaDrift.unknown(
                    "The last change of the database stored no fingerprint: migration.verify-schema was off, or the run has not ended.");
        }
        DatabaseSchema database = new DatabaseSchema(session.connection(), tables.orElseThrow(), settings.tenant());
        try {
            return new RecordedSchema(stored.get()).isComparable(database)
                    ? compared(database, stored.get(), before)
                    : SchemaDrift.unknown(
                            "Another major version of the server or of this library stored the fingerprint.");
        } catch (SQLException failure) {
            throw new SchemaReadException(failure);
        }
    }

    private boolean haveRecords(StateTables tables) {
        return hasRecords(tables.revisions()) && hasRecords(tables.history());
    }

    private boolean hasRecords(String table) {
        return session.query("SELECT " + TableFormat.of("pg_catalog.to_regclass(" + Quoting.literal(table) + ")"))
                .filter(format -> Integer.parseInt(format) > TableFormat.FIRST)
                .isPresent();
    }

    private SchemaDrift compared(DatabaseSchema database, SchemaRecord stored, Optional<SchemaDrift> before)
            throws SQLException {
        String mark = database.mark();
        String state = stored.revision() + ' ' + stored.at() + ' ' + mark;
        if (mark.equals(stored.content().mark())) {
            return result(Basis.MARK, stored, List.of(), state);
        }
        Optional<SchemaDrift> same = before.filter(last -> last.state().equals(state));
        if (same.isPresent()) {
            return same.get();
        }
        Optional<List<String>> differences = differences(database, stored);
        if (differences.isEmpty()) {
            return before.filter(SchemaDrift::isKnown)
                    .orElseGet(() -> SchemaDrift.unknown("Another instance compares the schema at this moment."));
        }
        // A migration that was committed meanwhile is no drift.
        return new SchemaRecords(database.tables())
                        .current(session.jdbc())
                        .filter(stored::equals)
                        .isPresent()
                ? result(Basis.FINGERPRINT, stored, differences.get(), state)
                : SchemaDrift.unknown("A migration ran while the schema was compared.");
    }

    /** Empty if another session reads the schema at this moment. */
    private Optional<List<String>> differences(DatabaseSchema database, SchemaRecord stored) throws SQLException {
        Connection connection = session.connection();
        connection.setAutoCommit(false);
        try {
            return tryLock(database.tables())
                    ? Optional.of(new RecordedSchema(stored).differences(database))
                    : Optional.empty();
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private boolean tryLock(StateTables tables) {
        return Boolean.TRUE.equals(session.jdbc()
                .queryForObject(
                        "SELECT pg_catalog.pg_try_advisory_xact_lock(pg_catalog.hashtextextended(?, 0))",
                        Boolean.class,
                        MigrationLock.NAMESPACE + LOCK_CLASS + tables.revisions()));
    }

    private static SchemaDrift result(Basis basis, SchemaRecord stored, List<String> differences, String state) {
        return new SchemaDrift(
                basis,
                Optional.of(new SchemaDrift.Stored(stored.revision(), stored.at())),
                differences,
                Optional.empty(),
                state);
    }
}
