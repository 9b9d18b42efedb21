// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.sql.Connection;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.migration.execution.lock.MigrationLock;
import dev.migration.plan.SchemaVerification;
import dev.migration.result.SchemaDrift;
import dev.migration.result.SchemaDrift.Basis;
import dev.migration.version.StateTables;

import static org.assertj.core.api.Assertions.assertThat;

/** {@link MigrationReader#drift}. */
class DriftTests extends MigratorTestBase {

    @BeforeEach
    void startWithOneRevision() {
        revisions.table("a", "");
    }

    @Test
    void aLookNamesWhatDiffersAndWithWhatItCompared() {
        verifying().upgrade("heads");
        assertThat(look().basis()).isEqualTo(Basis.MARK);
        sql("TRUNCATE a");
        assertThat(look().basis()).isEqualTo(Basis.FINGERPRINT);
        assertThat(look().differences()).isEmpty();
        sql("CREATE INDEX hot ON a (id)");

        SchemaDrift drift = look();

        assertThat(drift.differences()).containsExactly("+ index public.hot");
        assertThat(drift.stored()).map(SchemaDrift.Stored::revision).contains("a");
    }

    @Test
    void aRoleThatMayOnlyReadTheStateTablesCanLook() {
        verifying().upgrade("heads");
        sql("CREATE TABLE extra (id int)");
        sql("CREATE ROLE drift_reader LOGIN PASSWORD 'x'");
        try {
            sql("GRANT SELECT ON migration_revision, migration_history TO drift_reader");
            sql("ALTER ROLE drift_reader SET default_transaction_read_only = on");
            MigratorBuilder reader = builder().dataSource(source(database.url(), "drift_reader", "x"));

            assertThat(reader.build().reader().drift(Optional.empty()).differences())
                    .containsExactly("+ table public.extra");
        } finally {
            sql("DROP OWNED BY drift_reader");
            sql("DROP ROLE drift_reader");
        }
    }

    @Test
    void withoutAFingerprintOfTheLastChangeNothingIsCompared() {
        assertThat(look().isKnown()).isFalse();
        migrator().upgrade("heads");
        assertThat(look().reason())
                .hasValueSatisfying(reason -> assertThat(reason).contains("verify-schema"));
        revisions.table("b", "a");
        verifying().upgrade("heads");
        migrator().downgrade("a");
        assertThat(look().isKnown()).isFalse();
    }

    @Test
    void aRunThatHasNotEndedIsNoDrift() throws Exception {
        verifying().upgrade("heads");
        revisions.table("b", "a").irreversible("c", "b", SLOW);
        sql("CREATE TABLE slow (id int)");
        var run = threads.submit(() -> verifying().upgrade("heads"));
        database.await("EXISTS (SELECT FROM pg_stat_activity WHERE wait_event = 'PgSleep'"
                + " AND datname = current_database())");

        assertThat(look().isKnown()).isFalse();

        run.cancel(true);
        text("SELECT pg_cancel_backend(pid)::text FROM pg_stat_activity WHERE wait_event = 'PgSleep'"
                + " AND datname = current_database()");
    }

    @Test
    void onlyOneInstanceAtATimeReadsTheSchema() throws Exception {
        verifying().upgrade("heads");
        SchemaDrift before = look();
        sql("CREATE INDEX hot ON a (id)");
        String key = "SELECT pg_advisory_xact_lock(hashtextextended('" + MigrationLock.NAMESPACE + "drift:"
                + StateTables.DEFAULT.in("public").revisions() + "', 0))";
        try (Connection other = transaction(key)) {
            assertThat(migrator().reader().drift(Optional.of(before))).isSameAs(before);
            assertThat(look().reason())
                    .hasValueSatisfying(reason -> assertThat(reason).contains("Another instance"));
            rollback(other);
        }
        assertThat(migrator().reader().drift(Optional.of(before)).differences()).hasSize(1);
    }

    @Test
    void tablesOfAnOlderFormatHaveNoFingerprint() {
        migrator().upgrade("heads");
        sql("ALTER TABLE migration_revision DROP COLUMN format, DROP COLUMN facts");

        assertThat(look().isKnown()).isFalse();
    }

    private SchemaDrift look() {
        return migrator().reader().drift(Optional.empty());
    }

    private Migrator verifying() {
        return builder()
                .settings(settings().toBuilder()
                        .verifySchema(SchemaVerification.WARN)
                        .build())
                .build();
    }
}
