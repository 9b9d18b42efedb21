// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.migration.execution.refusal.PooledSessionException;
import dev.migration.rehearsal.RehearsalNotPossibleException;
import dev.migration.rehearsal.RehearsalOptions;
import dev.migration.script.JavaRevision;
import dev.migration.script.MigrationContext;
import dev.migration.script.RevisionHeader;
import dev.migration.test.postgres.InstalledProgram;
import dev.migration.test.postgres.PgBouncer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Migrations through a real PgBouncer. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class PgBouncerTests extends MigratorTestBase {

    private static final String TABLE = "CREATE TABLE t (id int PRIMARY KEY, v int NOT NULL DEFAULT 0);"
            + " INSERT INTO t SELECT i FROM generate_series(1, 5000) i;";

    @BeforeEach
    void needsTheProgram() {
        InstalledProgram.require(PgBouncer.program().isPresent(), "PgBouncer (Debian package pgbouncer)");
    }

    @Test
    void eachRevisionTakesTheLockForItself() throws Exception {
        counting(20);
        try (PgBouncer pooler = PgBouncer.start(database, "transaction", 3)) {
            upgradeInFiveInstances(pooler);
        }
        assertThat(text("SELECT n FROM counter")).isEqualTo("20");
        assertThat(history()).hasSize(21).doesNotHaveDuplicates();
    }

    @Test
    void eachRepeatableIsAppliedOnce() throws Exception {
        sql("CREATE SEQUENCE counter");
        revisions.table("a", "");
        migrator().upgrade("heads");
        revisions.write("v", "-- @repeatable v\nSET search_path = pg_catalog; SELECT nextval('public.counter');");
        try (PgBouncer pooler = PgBouncer.start(database, "transaction", 3)) {
            upgradeInFiveInstances(pooler);
            assertThat(JdbcClient.create(pooler.dataSource())
                            .sql("SHOW search_path")
                            .query(String.class)
                            .single())
                    .isEqualTo("\"$user\", public");
        }
        assertThat(text("SELECT last_value FROM counter")).isEqualTo("1");
        assertThat(history()).containsExactly("UPGRADE a APPLIED", "UPGRADE repeatable:v APPLIED");
    }

    @Test
    void eachBatchTakesTheLockForItself() throws Exception {
        sql("CREATE TABLE t (id int PRIMARY KEY, v int NOT NULL DEFAULT 0)");
        sql("INSERT INTO t SELECT i FROM generate_series(1, 20000) i");
        revisions.irreversible("a", "", """
                CREATE TABLE before (id int);
                -- @batch table=t key=id
                UPDATE t SET v = v + 1;
                CREATE TABLE after (id int);
                """);
        try (PgBouncer pooler = PgBouncer.start(database, "transaction", 3)) {
            upgradeInFiveInstances(pooler);
        }
        assertThat(text("SELECT concat_ws(' ', min(v), max(v)) FROM t")).isEqualTo("1 1");
        assertThat(text("SELECT concat_ws(' ', state, rows_changed) FROM migration_batch"))
                .isEqualTo("DONE 20000");
        assertThat(history()).containsExactly("UPGRADE a APPLIED");
    }

    @Test
    void theCodeOfEachBatchGetsItsRowsOnce() throws Exception {
        revisions.irreversible("a", "", TABLE);
        try (PgBouncer pooler = PgBouncer.start(database, "transaction", 3)) {
            atOnce(
                    5,
                    () -> builder()
                            .dataSource(pooler.dataSource())
                            .javaRevisions(List.of(new Counts()))
                            .build()
                            .upgrade("heads"));
        }
        assertThat(text("SELECT concat_ws(' ', min(v), max(v)) FROM t")).isEqualTo("1 1");
        assertThat(text("SELECT concat_ws(' ', state, rows_changed, batches > 2) FROM migration_batch"))
                .isEqualTo("DONE 5000 t");
        assertThat(history()).containsExactly("UPGRADE a APPLIED", "UPGRADE b APPLIED");
    }

    @Test
    void aServerSessionThatIsLostInABatchOfCodeIsReplaced() throws Exception {
        revisions.irreversible("a", "", TABLE);
        Loses code = new Loses();
        try (PgBouncer pooler = PgBouncer.start(database, "transaction", 3)) {
            builder()
                    .dataSource(pooler.dataSource())
                    .javaRevisions(List.of(code))
                    .build()
                    .upgrade("heads");
        }
        assertThat(code.batches).isGreaterThan(2);
        assertThat(text("SELECT concat_ws(' ', min(v), max(v)) FROM t")).isEqualTo("1 1");
        assertThat(text("SELECT concat_ws(' ', state, rows_changed) FROM migration_batch"))
                .isEqualTo("DONE 5000");
    }

    @Test
    void settingsBeforeABatchNeedTheirSession() throws Exception {
        sql("CREATE TABLE t (id int PRIMARY KEY, v int)");
        revisions.irreversible("a", "", "SET search_path = public;\n-- @batch table=t key=id\nUPDATE t SET v = 1;");
        try (PgBouncer pooler = PgBouncer.start(database, "transaction", 3)) {
            failedUpgrade(
                    builder().dataSource(pooler.dataSource()).build(),
                    dev.migration.execution.refusal.PooledSessionException.class);
        }
    }

    @Test
    void nothingStaysInTheServerSession() throws Exception {
        revisions.irreversible(
                "a",
                "",
                "SET search_path = pg_catalog; SET statement_timeout = '7min'; CREATE TEMP TABLE left_behind (id int);");
        try (PgBouncer pooler = PgBouncer.start(database, "transaction", 1)) {
            builder().dataSource(pooler.dataSource()).build().upgrade("heads");

            assertThat(JdbcClient.create(pooler.dataSource())
                            .sql("""
                                    SELECT concat_ws(' ', current_setting('search_path'), current_setting('statement_timeout'),
                                        to_regclass('left_behind'),
                                        (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'
                                          AND database = (SELECT oid FROM pg_database WHERE datname = current_database())))""")
                            .query(String.class)
                            .single())
                    .isEqualTo("\"$user\", public 0 0");
        }
    }

    @Test
    void noTimeoutOfTransactionsBreaksALongRevisionOff() throws Exception {
        limitTransactions();
        revisions
                .irreversible("a", "", "SELECT pg_sleep(1.5); CREATE TABLE a (id int);")
                .repeatable("v", "", "SELECT pg_sleep(1.5);");
        try (PgBouncer pooler = PgBouncer.start(database, "transaction", 1)) {
            builder().dataSource(pooler.dataSource()).build().upgrade("heads");

            assertThat(JdbcClient.create(pooler.dataSource())
                            .sql("SHOW transaction_timeout")
                            .query(String.class)
                            .single())
                    .isEqualTo("1s");
        }
        assertThat(history()).containsExactly("UPGRADE a APPLIED", "UPGRADE repeatable:v APPLIED");
    }

    /** What the advice about a refused {@code currentSchema} says. */
    @ParameterizedTest
    @ValueSource(strings = {"transaction", "session"})
    void theSearchPathOfTheRoleApplies(String mode) throws Exception {
        sql("CREATE SCHEMA app");
        sql("ALTER ROLE " + database.username() + " IN DATABASE " + database.name() + " SET search_path = app");
        revisions.table("a", "").repeatable("v", "", "CREATE OR REPLACE VIEW v AS SELECT 1 AS one;");
        try (PgBouncer pooler = PgBouncer.start(database, mode, 3)) {
            Migrator migrator = builder().dataSource(pooler.dataSource()).build();
            migrator.upgrade("heads");

            assertThat(migrator.reader().status().current()).containsExactly("a");
        }
        assertThat(text("SELECT string_agg(relname, ' ' ORDER BY relname) FROM pg_class"
                        + " WHERE relkind IN ('r', 'v') AND relnamespace = 'app'::regnamespace"))
                .isEqualTo("a migration_history migration_revision v");
    }

    @Test
    void whatDoesNotFitIntoATransactionIsRefusedWithAdvice() throws Exception {
        revisions.table("a", "").irreversible("b", "a", "CREATE INDEX CONCURRENTLY ix ON a (id);");
        try (PgBouncer pooler = PgBouncer.start(database, "transaction", 3)) {
            var migrator = builder().dataSource(pooler.dataSource()).build();

            assertThatExceptionOfType(PooledSessionException.class)
                    .isThrownBy(() -> migrator.upgrade("heads"))
                    .satisfies(failure -> {
                        assertThat(failure.revisions()).isEqualTo(List.of("b"));
                        assertThat(failure.remedy()).contains("migration.url");
                    });
        }
        assertThat(tables()).isEmpty();
    }

    @Test
    void aRehearsalIsRefusedWithAdvice() throws Exception {
        revisions.table("a", "");
        try (PgBouncer pooler = PgBouncer.start(database, "transaction", 3)) {
            Migrator migrator = builder().dataSource(pooler.dataSource()).build();

            assertThatThrownBy(() -> migrator.rehearse("heads", RehearsalOptions.DEFAULT))
                    .isInstanceOf(RehearsalNotPossibleException.class)
                    .hasMessageContaining("PgBouncer")
                    .hasMessageContaining("migration.url");
        }
        assertThat(tables()).isEmpty();
    }

    @Test
    void sessionPoolingWorksLikeADirectConnection() throws Exception {
        revisions.table("a", "").irreversible("b", "a", "CREATE INDEX CONCURRENTLY ix ON a (id);");
        try (PgBouncer pooler = PgBouncer.start(database, "session", 3)) {
            builder().dataSource(pooler.dataSource()).build().upgrade("heads");
        }
        assertThat(applied()).containsExactly("a", "b");
    }

    @RevisionHeader(revision = "b", revises = "a", batch = "table=t key=id", rows = "SELECT id FROM t")
    private static class Counts implements JavaRevision {

        @Override
        public void upgrade(MigrationContext context) {
            context.batch((row, number) -> row.getInt("id"))
                    .forEach(id -> context.jdbc()
                            .sql("UPDATE t SET v = v + 1 WHERE id = ?")
                            .param(id)
                            .update());
        }
    }

    /** Loses its server session in its second batch. */
    @RevisionHeader(revision = "b", revises = "a", batch = "table=t key=id", rows = "SELECT id FROM t")
    private static final class Loses extends Counts {

        private int batches;

        @Override
        public void upgrade(MigrationContext context) {
            super.upgrade(context);
            batches++;
            if (batches == 2) {
                context.jdbc()
                        .sql("SELECT pg_terminate_backend(pg_backend_pid())")
                        .query()
                        .listOfRows();
            }
        }
    }

    private void upgradeInFiveInstances(PgBouncer pooler) throws Exception {
        atOnce(5, () -> builder().dataSource(pooler.dataSource()).build().upgrade("heads"));
    }
}
