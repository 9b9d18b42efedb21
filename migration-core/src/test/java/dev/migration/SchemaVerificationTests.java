// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

import dev.migration.event.MigrationEvent;
import dev.migration.execution.failure.RevisionFailedException;
import dev.migration.execution.refusal.SchemaDriftException;
import dev.migration.plan.SchemaVerification;
import dev.migration.schema.OwnedScope;
import dev.migration.schema.Ownership;
import dev.migration.schema.SchemaSnapshot;
import dev.migration.schema.replay.RevisionReplay;
import dev.migration.schema.scratch.ScratchServer;
import dev.migration.test.postgres.InstalledProgram;
import dev.migration.test.postgres.PgBouncer;
import dev.migration.version.SchemaRecord;
import dev.migration.version.StateTables;
import dev.migration.version.table.SchemaRecords;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** {@code migration.verify-schema}: a run compares the schema with what the last run left. */
class SchemaVerificationTests extends MigratorTestBase {

    private static final String STORED = "SELECT count(*) FROM migration_revision WHERE jsonb_exists(facts, 'schema')";

    private final List<MigrationEvent> events = new ArrayList<>();

    @BeforeEach
    void startWithOneRevision() {
        revisions.table("a", "");
    }

    @Test
    void nothingRunsOnASchemaThatSomebodyChanged() {
        verifying().upgrade("heads");
        sql("CREATE INDEX hot ON a (id)");
        sql("ALTER TABLE a ALTER COLUMN id SET DEFAULT 7");
        sql("CREATE TABLE extra (id int PRIMARY KEY)");
        revisions.table("b", "a");

        SchemaDriftException refusal = failedUpgrade(verifying(), SchemaDriftException.class);

        assertThat(refusal.revision()).isEqualTo("a");
        assertThat(refusal.differences())
                .containsExactly("~ column public.a.id", "+ index public.hot", "+ table public.extra");
        assertThat(refusal).hasMessageContaining("left on 2").hasMessageContaining("drift --sql");
        assertThat(applied()).containsExactly("a");
        assertThat(history()).containsExactly("UPGRADE a APPLIED");
        assertThatExceptionOfType(SchemaDriftException.class)
                .isThrownBy(() -> verifying().downgrade("base"));
        // Nothing to do is nothing to refuse.
        revisions.delete("b");
        assertThat(verifying().upgrade("heads").plan().isEmpty()).isTrue();

        sql("DROP TABLE extra");
        sql("DROP INDEX hot");
        sql("ALTER TABLE a ALTER COLUMN id DROP DEFAULT");
        verifying().downgrade("base");
        assertThat(applied()).isEmpty();
    }

    @Test
    void aWarningNamesTheDriftOnceAndThenTheSchemaCountsAsRight() {
        verifying().upgrade("heads");
        sql("CREATE INDEX hot ON a (id)");
        revisions.table("b", "a");

        verifying(SchemaVerification.WARN).upgrade("heads");

        assertThat(events)
                .filteredOn(MigrationEvent.SchemaDrift.class::isInstance)
                .singleElement()
                .extracting(event -> ((MigrationEvent.SchemaDrift) event).differences())
                .isEqualTo(List.of("+ index public.hot"));
        revisions.table("c", "b");
        verifying().upgrade("heads");
        assertThat(applied()).containsExactly("a", "b", "c");
    }

    @Test
    void offStoresNothingAndTheNextRunSaysThatItCannotVerify() {
        migrator().upgrade("heads");
        assertThat(text(STORED)).isEqualTo("0");
        revisions.table("b", "a");

        verifying().upgrade("heads");

        assertThat(events).contains(new MigrationEvent.SchemaNotVerified());
        assertThat(text(STORED)).isEqualTo("1");
    }

    @Test
    void aChangeByARunThatDoesNotVerifyIsNoDrift() {
        revisions.table("b", "a");
        verifying().upgrade("heads");
        migrator().downgrade("a");

        verifying().upgrade("heads");

        assertThat(events).contains(new MigrationEvent.SchemaNotVerified());
        migrator().downgrade("a");
        sql("ALTER TABLE a ADD COLUMN x int");
        verifying().downgrade("base");
        assertThat(tables()).isEmpty();
    }

    @Test
    void aDowngradeStoresWhatItLeftAcrossRevisionsWithoutFingerprint() {
        migrator().upgrade("heads");
        revisions.table("b", "a").table("c", "b");
        verifying().upgrade("heads");
        assertThat(text(STORED)).isEqualTo("1");

        verifying().downgrade("a");
        assertThat(text("SELECT revision FROM migration_revision WHERE jsonb_exists(facts, 'schema')"))
                .isEqualTo("a");
        verifying().upgrade("b");
        sql("CREATE TABLE extra (id int)");

        assertThat(failedUpgrade(verifying(), SchemaDriftException.class).differences())
                .containsExactly("+ table public.extra");
        assertThat(events).containsOnlyOnce(new MigrationEvent.SchemaNotVerified());
    }

    @Test
    void repeatablesAndHooksBelongToWhatARunLeaves() {
        revisions.repeatable("v", "", "CREATE OR REPLACE VIEW v AS SELECT 1 AS one;");
        revisions.write("after", "-- @hook after-upgrade\nCOMMENT ON VIEW v IS 'by a hook';\n");
        verifying().upgrade("heads");
        revisions.repeatable("v", "", "CREATE OR REPLACE VIEW v AS SELECT 1 AS one, 2 AS two;");
        verifying().upgrade("heads");
        revisions.table("b", "a");
        verifying().upgrade("heads");
        revisions.table("c", "b");
        sql("CREATE OR REPLACE VIEW v AS SELECT 1 AS one, 3 AS two");

        assertThat(failedUpgrade(verifying(), SchemaDriftException.class).differences())
                .containsExactly("~ view public.v");
    }

    @Test
    void aStampDeclaresThatTheSchemaIsRight() {
        sql("CREATE TABLE a (id int)");
        verifying().stamp("a");
        revisions.table("b", "a");
        sql("ALTER TABLE a ADD COLUMN name text");

        assertThat(failedUpgrade(verifying(), SchemaDriftException.class).differences())
                .containsExactly("+ column public.a.name");
        verifying().stamp("base");
        verifying().stamp("a");
        verifying().upgrade("heads");
        assertThat(applied()).containsExactly("a", "b");
    }

    @Test
    void aFailedRunStoresWhatItsCommittedRevisionsLeft() {
        revisions.table("b", "a").irreversible("c", "b", "SELECT 1 / 0;");
        failedUpgrade(verifying(), RevisionFailedException.class);
        assertThat(applied()).containsExactly("a", "b");

        sql("DROP TABLE b");
        revisions.table("c", "b");

        assertThat(failedUpgrade(verifying(), SchemaDriftException.class).differences())
                .containsExactly("- table public.b");
    }

    @Test
    void aFailedRunThatCommittedNothingDoesNotStoreTheDriftOfWhichItWarned() {
        verifying().upgrade("heads");
        sql("CREATE TABLE extra (id int)");
        revisions.irreversible("b", "a", "SELECT 1 / 0;");
        failedUpgrade(verifying(SchemaVerification.WARN), RevisionFailedException.class);

        assertThat(failedUpgrade(verifying(), SchemaDriftException.class).differences())
                .containsExactly("+ table public.extra");
    }

    @Test
    void anInterruptedRevisionIsNotCompared() {
        revisions.irreversible(
                "b",
                "a",
                "CREATE TABLE b (id int); INSERT INTO b VALUES (1), (1);\nCREATE UNIQUE INDEX CONCURRENTLY u ON b (id);");
        failedUpgrade(verifying(), RevisionFailedException.class);
        assertThat(text(STORED)).isEqualTo("0");
        sql("DELETE FROM b");

        verifying().upgrade("heads");

        assertThat(events).contains(new MigrationEvent.SchemaNotVerified());
        assertThat(text(STORED)).isEqualTo("1");
        sql("DROP INDEX u");
        revisions.table("c", "b");
        assertThat(failedUpgrade(verifying(), SchemaDriftException.class).differences())
                .containsExactly("- index public.u");
    }

    @Test
    void newFilesAndObjectsOfOthersAreNoDrift() {
        revisions.irreversible("p", "a", "CREATE TABLE p (id int) PARTITION BY RANGE (id);");
        verifying().upgrade("heads");
        sql("TRUNCATE a");
        sql("CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (1) TO (2)");
        sql("CREATE TABLE shedlock (name text)");
        sql("CREATE SCHEMA other");
        sql("CREATE TABLE other.t (id int)");
        revisions.table("b", "p");

        verifying().upgrade("heads");

        assertThat(applied()).containsExactly("a", "p", "b");
        assertThat(events).doesNotContain(new MigrationEvent.SchemaNotVerified());
    }

    @Test
    void whatARevisionCreatedOutsideItsSchemaIsOwned() {
        sql("CREATE PUBLICATION of_somebody");
        revisions.irreversible("b", "a", "CREATE PUBLICATION mine FOR TABLE a; CREATE SCHEMA billing;");
        verifying().upgrade("heads");
        sql("DROP PUBLICATION of_somebody");
        sql("ALTER PUBLICATION mine SET (publish = 'insert')");
        sql("CREATE TABLE billing.t (id int)");
        revisions.table("c", "b");

        assertThat(failedUpgrade(verifying(), SchemaDriftException.class).differences())
                .containsExactly("~ publication mine", "+ table billing.t");
    }

    @Test
    void theSameObjectsAreOwnedAsInAComparisonWithAReplay() throws SQLException {
        revisions.irreversible("b", "a", """
                CREATE PUBLICATION mine FOR TABLE a;
                CREATE SCHEMA billing;
                CREATE TABLE billing.invoices (id int PRIMARY KEY);
                CREATE TABLE log (at int PRIMARY KEY) PARTITION BY RANGE (at);
                CREATE TABLE log_1 PARTITION OF log FOR VALUES FROM (1) TO (2);
                CREATE TABLE shedlock (name text PRIMARY KEY);
                CREATE FUNCTION billing.f() RETURNS int LANGUAGE sql RETURN 1;
                ALTER DEFAULT PRIVILEGES IN SCHEMA billing GRANT SELECT ON TABLES TO PUBLIC;""");
        verifying().upgrade("heads");
        sql("CREATE TABLE log_2 PARTITION OF log FOR VALUES FROM (2) TO (3)");
        sql("CREATE SCHEMA other CREATE TABLE t (id int PRIMARY KEY)");
        sql("CREATE TABLE billing.extra (id int)");
        sql("CREATE PUBLICATION of_somebody");

        try (ScratchServer server = ScratchServer.open(database.dataSource(), database::dataSource);
                Connection connection = database.dataSource().getConnection()) {
            RevisionReplay replay = new RevisionReplay(verifying(), server);
            SchemaSnapshot here = replay.read(connection);
            SchemaSnapshot compared = Ownership.of(replay.snapshot(replay.toRead(List.of("heads"))), here);
            SchemaRecord stored = new SchemaRecords(StateTables.DEFAULT.in("public"))
                    .current(new JdbcTemplate(database.dataSource()))
                    .orElseThrow();
            OwnedScope scope = new OwnedScope(
                    Set.copyOf(stored.scope().schemas()),
                    Set.copyOf(stored.scope().objects()));
            assertThat(Ownership.of(scope, here).objects().keySet())
                    .isEqualTo(compared.objects().keySet());
        }
    }

    @Test
    void severalInstancesAtOnceStoreWhatTheyLeftTogether() throws Exception {
        counting(10);
        atOnce(4, () -> verifying().upgrade("heads"));
        sql("ALTER TABLE counter ADD COLUMN by_hand int");
        revisions.table("b", "r10");

        assertThat(failedUpgrade(verifying(), SchemaDriftException.class).differences())
                .containsExactly("+ column public.counter.by_hand");
    }

    @Test
    void aPooledSessionVerifiesInATransactionThatHoldsTheLock() throws Exception {
        InstalledProgram.require(PgBouncer.program().isPresent(), "PgBouncer (Debian package pgbouncer)");
        try (PgBouncer pooler = PgBouncer.start(database, "transaction", 3)) {
            MigratorBuilder pooled = verifyingBuilder(SchemaVerification.REFUSE).dataSource(pooler.dataSource());
            pooled.build().upgrade("heads");
            revisions.table("b", "a");
            pooledAgain(pooler).upgrade("heads");
            sql("CREATE INDEX hot ON b (id)");
            revisions.table("c", "b");

            assertThat(failedUpgrade(pooledAgain(pooler), SchemaDriftException.class)
                            .differences())
                    .containsExactly("+ index public.hot");
            pooledAgain(pooler).stamp("c");
            revisions.table("d", "c");
            pooledAgain(pooler).upgrade("heads");
        }
        assertThat(applied()).containsExactly("a", "b", "c", "d");
        assertThat(events).doesNotContain(new MigrationEvent.SchemaNotVerified());
    }

    @Test
    void eachTenantHasItsOwnFingerprint() {
        sql("CREATE SCHEMA t1");
        sql("CREATE SCHEMA t2");
        for (String tenant : List.of("t1", "t2")) {
            verifyingBuilder(SchemaVerification.REFUSE).tenant(tenant).build().upgrade("heads");
        }
        sql("CREATE TABLE t2.extra (id int)");
        sql("CREATE TABLE public.shared (id int)");
        revisions.table("b", "a");

        verifyingBuilder(SchemaVerification.REFUSE).tenant("t1").build().upgrade("heads");

        assertThat(failedUpgrade(
                                verifyingBuilder(SchemaVerification.REFUSE)
                                        .tenant("t2")
                                        .build(),
                                SchemaDriftException.class)
                        .differences())
                .containsExactly("+ table t2.extra");
    }

    private Migrator pooledAgain(PgBouncer pooler) {
        return verifyingBuilder(SchemaVerification.REFUSE)
                .dataSource(pooler.dataSource())
                .build();
    }

    private Migrator verifying() {
        return verifying(SchemaVerification.REFUSE);
    }

    private Migrator verifying(SchemaVerification verification) {
        return verifyingBuilder(verification).build();
    }

    private MigratorBuilder verifyingBuilder(SchemaVerification verification) {
        return builder()
                .settings(settings().toBuilder().verifySchema(verification).build())
                .listener(this::note);
    }

    private synchronized void note(MigrationEvent event) {
        events.add(event);
    }
}
