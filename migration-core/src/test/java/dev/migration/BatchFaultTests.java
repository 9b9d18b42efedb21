// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.sql.Connection;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.migration.event.MigrationEvent;
import dev.migration.execution.failure.RevisionFailedException;
import dev.migration.script.InvalidScriptsException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Directives, tables and statements that cannot run in batches, and what happens to them meanwhile. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class BatchFaultTests extends MigratorTestBase {

    @Test
    void allFaultsOfAScriptAreReportedAtOnce() {
        revisions.write("a", """
                -- @revision a
                -- @batch table=t key=id
                -- @upgrade
                -- @batch tabel=t key=id
                UPDATE t SET v = 1;
                -- @batch table=t key=id mode=background
                UPDATE t SET v = 1;
                -- @batch table=t key=id
                UPDATE t SET v = 1, id = id + 1;
                -- @batch table=t key=id
                UPDATE u SET v = 1;
                -- @batch table=t key=id
                INSERT INTO u SELECT * FROM t LIMIT 5;
                -- @batch table=t key=id
                CREATE TABLE u ();
                -- @batch table=t key=id errors=many
                WITH gone AS (DELETE FROM t RETURNING *) INSERT INTO u SELECT * FROM gone;
                UPDATE t
                -- @batch table=t key=id
                SET v = 1;
                -- @batch table=t key=id
                """);

        InvalidScriptsException refused = catchThrowableOfType(
                InvalidScriptsException.class, () -> migrator().revisions());

        assertThat(refused.problem())
                .contains("'@batch' belongs to a statement of a revision")
                .contains("Did you mean 'table'?")
                .contains("A statement follows a batch with 'mode=background'")
                .contains("changes id, a column of the key")
                .contains("changes u, and '@batch' names the table t")
                .contains("LIMIT concerns all rows")
                .contains("This statement cannot run in batches")
                .contains("'many' is not a number of rows")
                .contains("'@batch' stands inside a statement")
                .contains("No statement follows '@batch'");
    }

    static Stream<Arguments> unusable() {
        return Stream.of(
                Arguments.of("CREATE TABLE other (id int)", "id", "table t of '@batch' does not exist"),
                Arguments.of("CREATE VIEW t AS SELECT 1 AS id, 2 AS v", "id", "public.t is a view"),
                Arguments.of("CREATE TABLE t (id int, v int)", "id", "the key id of public.t has no unique index"),
                Arguments.of("CREATE TABLE t (id int UNIQUE, v int)", "id", "may be NULL (id)"),
                Arguments.of("CREATE TABLE t (id int PRIMARY KEY, v int)", "ident", "has no column ident"),
                Arguments.of(
                        "CREATE TABLE t (id int NOT NULL, v int); CREATE UNIQUE INDEX ON t (id) WHERE v IS NULL",
                        "id",
                        "has no unique index"),
                Arguments.of(
                        "CREATE TABLE t (id int NOT NULL, v int); CREATE UNIQUE INDEX ON t ((id + 1))",
                        "id",
                        "has no unique index"),
                Arguments.of(
                        "CREATE TABLE t (a int, b int, v int, PRIMARY KEY (a, b))", "b,a", "no index in the order"),
                Arguments.of(
                        "CREATE TABLE t (id text NOT NULL, v int); CREATE UNIQUE INDEX ON t (id COLLATE \"C\")",
                        "id",
                        "no index in the order"),
                Arguments.of(
                        "CREATE TABLE t (id text NOT NULL, v int); CREATE UNIQUE INDEX ON t (id text_pattern_ops)",
                        "id",
                        "no index in the order"),
                Arguments.of(
                        "CREATE TABLE t (a int NOT NULL, b int NOT NULL, v int); CREATE UNIQUE INDEX ON t (a, b DESC)",
                        "a,b",
                        "no index in the order"),
                Arguments.of(
                        "CREATE TABLE t (id int PRIMARY KEY, v int); CREATE TABLE child () INHERITS (t)",
                        "id",
                        "has child tables"),
                Arguments.of(
                        "CREATE TABLE t (id int PRIMARY KEY, v int) PARTITION BY LIST (id)", "ctid", "is partitioned"));
    }

    @ParameterizedTest(name = "{0}, key {1}")
    @MethodSource("unusable")
    void aTableWhoseRowsHaveNoRangesIsRefused(String table, String key, String problem) {
        sql(table);
        revisions.irreversible("a", "", "-- @batch table=t key=" + key + "\nUPDATE t SET v = 1;");

        RevisionFailedException failed = failedUpgrade(migrator(), RevisionFailedException.class);

        assertThat(failed.problem()).contains(problem);
        assertThat(failed.remedy()).contains("Then start again.");
        assertThat(text("SELECT to_regclass('migration_batch') IS NULL")).isEqualTo("t");
    }

    @Test
    void aTriggerThatChangesTheKeyIsNoticed() {
        rows(2_000);
        sql("CREATE FUNCTION move() RETURNS trigger LANGUAGE plpgsql AS"
                + " $$ BEGIN NEW.id = OLD.id + 100000; RETURN NEW; END $$");
        sql("CREATE TRIGGER move BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION move()");
        revisions.irreversible("a", "", "-- @batch table=t key=id\nUPDATE t SET v = v + 1;");

        RevisionFailedException failed = failedUpgrade(migrator(), RevisionFailedException.class);

        assertThat(failed.problem()).contains("changes the key of 500 rows");
        assertThat(text("SELECT max(v) FROM t")).isEqualTo("0");
    }

    @Test
    void aTableThatIsDroppedMeanwhileIsReportedAndTheCheckpointStays() {
        rows(5_000);
        revisions.irreversible("a", "", "-- @batch table=t key=id\nUPDATE t SET v = v + 1;");
        Migrator migrator = builder()
                .listener(at(MigrationEvent.BatchCommitted.class, event -> sql("DROP TABLE IF EXISTS t")))
                .build();

        RevisionFailedException failed = failedUpgrade(migrator, RevisionFailedException.class);

        assertThat(failed.problem()).contains("does not exist", "42P01");
        assertThat(text("SELECT last_key::text FROM migration_batch")).isEqualTo("[500]");
    }

    @Test
    void anErrorOfTheStatementItselfIsNotSearchedInTheRows() {
        rows(5_000);
        revisions.irreversible("a", "", "-- @batch table=t key=id errors=100\nUPDATE t SET v = missing + 1;");

        RevisionFailedException failed = failedUpgrade(migrator(), RevisionFailedException.class);

        assertThat(failed.problem()).contains("42703", "a.sql:5:18");
        assertThat(text("SELECT count(*) FROM migration_batch_error")).isEqualTo("0");
    }

    @Test
    void aRowThatTheApplicationLocksIsWaitedFor() throws Exception {
        rows(3_000);
        revisions.irreversible("a", "", "-- @batch table=t key=id\nUPDATE t SET v = v + 1;");
        try (Connection application = transaction("UPDATE t SET v = 0 WHERE id = 1500")) {
            builder()
                    .listener(at(MigrationEvent.WaitingToRetry.class, event -> rollback(application)))
                    .build()
                    .upgrade("heads");
        }
        assertThat(text("SELECT concat_ws(' ', min(v), max(v)) FROM t")).isEqualTo("1 1");
    }

    @Test
    void anotherKeyInTheMiddleOfABatchIsRefused() {
        rows(3_000);
        sql("ALTER TABLE t ADD other int GENERATED ALWAYS AS IDENTITY UNIQUE");
        sql("UPDATE t SET raw = 'x' WHERE id = 2000");
        revisions.irreversible("a", "", "-- @batch table=t key=id\nUPDATE t SET v = raw::int;");
        failedUpgrade(migrator(), RevisionFailedException.class);
        revisions.irreversible("a", "", "-- @batch table=t key=other\nUPDATE t SET v = 7;");

        RevisionFailedException failed = failedUpgrade(migrator(), RevisionFailedException.class);

        assertThat(failed.problem()).contains("was begun with 'table=public.t key=id'", "[2000]");
        assertThat(failed.remedy()).contains("resolve a --rolled-back");
        revisions.irreversible("a", "", "-- @batch table=t key=id\nUPDATE t SET v = 7;");
        migrator().upgrade("heads");
        assertThat(text("SELECT string_agg(DISTINCT v::text, ' ' ORDER BY v::text) FROM t"))
                .isEqualTo("1 7");
    }

    @Test
    void aBatchIsPausedAndCancelledInItsRow() throws Exception {
        rows(5_000);
        revisions.irreversible("a", "", "-- @batch table=t key=id\nUPDATE t SET v = v + 1;");
        CountDownLatch pausing = new CountDownLatch(1);
        Migrator paused = builder()
                .listener(at(MigrationEvent.BatchCommitted.class, event -> {
                    sql("UPDATE migration_batch SET state = 'PAUSED' WHERE batches = 1");
                    pausing.countDown();
                }))
                .build();
        var run = threads.submit(() -> paused.upgrade("heads"));
        pausing.await();
        database.await("SELECT state = 'PAUSED' AND batches = 2 FROM migration_batch");
        assertThat(run.isDone()).isFalse();

        sql("UPDATE migration_batch SET state = 'CANCELLED'");

        assertThat(catchThrowableOfType(ExecutionException.class, run::get))
                .hasMessageContaining("the batch was cancelled");
        sql("UPDATE migration_batch SET state = 'RUNNING'");
        migrator().upgrade("heads");
        assertThat(text("SELECT concat_ws(' ', min(v), max(v)) FROM t")).isEqualTo("1 1");
    }

    @Test
    void aTriggerOnTheTableOfCheckpointsIsNotTrusted() {
        rows(5_000);
        revisions.irreversible("a", "", """
                CREATE TABLE z ();
                -- @batch table=t key=id
                UPDATE t SET v = v + 1;
                """);
        Migrator migrator = builder()
                .listener(at(MigrationEvent.BatchCommitted.class, event -> {
                    sql(
                            "CREATE OR REPLACE FUNCTION hold() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$");
                    sql(
                            "CREATE OR REPLACE TRIGGER hold BEFORE UPDATE ON migration_batch FOR EACH ROW EXECUTE FUNCTION hold()");
                }))
                .build();

        RevisionFailedException failed = failedUpgrade(migrator, RevisionFailedException.class);

        assertThat(failed.problem()).contains("migration_batch");
        assertThat(text("SELECT sum(v) FROM t")).isEqualTo("500");
    }

    private void rows(int count) {
        sql("CREATE TABLE t (id int PRIMARY KEY, v int NOT NULL DEFAULT 0, raw text DEFAULT '1')");
        sql("INSERT INTO t SELECT i FROM generate_series(1, " + count + ") i");
    }
}
