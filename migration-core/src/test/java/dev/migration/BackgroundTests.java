// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.migration.execution.failure.RevisionFailedException;
import dev.migration.execution.refusal.NoJobException;
import dev.migration.execution.refusal.UnfinishedWorkException;
import dev.migration.version.JobState;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Statements that workers run after the upgrade. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class BackgroundTests extends MigratorTestBase {

    private static final String COUNTED = "-- @batch table=t key=id mode=background\nUPDATE t SET v = v + 1;";

    @ParameterizedTest(name = "key {0} of {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "id   | id bigint PRIMARY KEY               | i",
                "a,b  | a int, b text, PRIMARY KEY (a, b)   | i % 7, concat('x', i)",
                "ctid | id int                              | i"
            })
    void threeWorkersChangeEachRowOnce(String key, String columns, String values) throws Exception {
        sql("CREATE TABLE t (" + columns + ", v int NOT NULL DEFAULT 0, filler text DEFAULT repeat('x', 100))");
        sql("INSERT INTO t SELECT " + values + " FROM generate_series(1, 12000) i");
        // Each update writes its row into another block.
        sql("CREATE INDEX ON t (v)");
        revisions.irreversible("a", "", "-- @batch table=t key=" + key + " mode=background\nUPDATE t SET v = v + 1;");

        migrator().upgrade("heads");

        assertThat(text("SELECT concat_ws(' ', min(v), max(v)) FROM t")).isEqualTo("0 0");
        assertThat(text("SELECT concat_ws(' ', state, step) FROM migration_revision"))
                .isEqualTo("BACKGROUND 0");

        workTogether(3);

        assertThat(text("SELECT concat_ws(' ', count(*), min(v), max(v)) FROM t"))
                .isEqualTo("12000 1 1");
        assertThat(text("SELECT concat_ws(' ', state, rows_changed, batches > 3) FROM migration_batch"))
                .isEqualTo("DONE 12000 t");
        assertThat(text("SELECT concat_ws(' ', state, step) FROM migration_revision"))
                .isEqualTo("APPLIED");
        assertThat(text("SELECT (SELECT count(*) FROM migration_job) + (SELECT count(*) FROM migration_batch_range)"))
                .isEqualTo("0");
        assertThat(history()).containsExactly("UPGRADE a QUEUED", "UPGRADE a APPLIED");
    }

    private void workTogether(int number) throws Exception {
        List<Future<?>> all = new ArrayList<>();
        for (int worker = 0; worker < number; worker++) {
            // Workers that wait for each other on a busy machine are not what these tests are about.
            MigrationSettings patient =
                    settings().toBuilder().lockTimeout(Duration.ofMinutes(1)).build();
            all.add(threads.submit(builder().settings(patient).build()::work));
        }
        for (Future<?> each : all) {
            each.get();
        }
    }

    private void table(int rows) {
        sql("CREATE TABLE t (id int PRIMARY KEY, v int DEFAULT 0)");
        sql("INSERT INTO t SELECT i FROM generate_series(1, " + rows + ") i");
    }

    private String values() {
        return text("SELECT concat_ws(' ', min(v), max(v)) FROM t");
    }

    @Test
    void whatIsBeforeTheBatchRunsInTheUpgradeAndAllBatchesBehindItAreDoneInOrder() {
        table(700);
        revisions.irreversible(
                "a",
                "",
                "ALTER TABLE t ADD COLUMN w int;\n" + COUNTED
                        + "\n-- @batch table=t key=id mode=background\nUPDATE t SET w = v + 1 WHERE w IS NULL;");

        migrator().upgrade("heads");

        assertThat(columns()).contains("t.w");
        assertThat(migrator().reader().status().inBackground()).containsExactly("a");
        assertThat(migrator().reader().verify().pending()).isEmpty();
        assertThat(migrator().work()).containsExactly("a");
        assertThat(text("SELECT concat_ws(' ', min(w), max(w)) FROM t")).isEqualTo("2 2");
        assertThat(migrator().work()).isEmpty();
    }

    @Test
    void aLaterRevisionNeedsTheWorkUnlessItSaysOtherwise() {
        table(10);
        revisions.irreversible("a", "", COUNTED);
        migrator().upgrade("heads");
        revisions.revision("b", "a\n-- @independent-of a", "CREATE TABLE b ();", "DROP TABLE b;");
        migrator().upgrade("heads");
        revisions.irreversible("c", "b", "ALTER TABLE t ADD CHECK (v = 1);");

        UnfinishedWorkException refused = failedUpgrade(migrator(), UnfinishedWorkException.class);

        assertThat(refused.revision()).isEqualTo("a");
        assertThat(refused.needing()).containsExactly("c");
        assertThat(refused.remedy()).contains("upgrade --finish-background", "@independent-of a");
        assertThat(applied()).containsExactly("a", "b");
        migrator().work();
        migrator().upgrade("heads");
        assertThat(applied()).containsExactly("a", "b", "c");
    }

    @Test
    void aDatabaseThatIsSeveralVersionsBehindCompletesEachRevisionBeforeTheNext() {
        table(10);
        revisions.irreversible("a", "", COUNTED);
        revisions.irreversible("b", "a", "ALTER TABLE t ADD CHECK (v = 1);\n" + COUNTED.replace("+ 1", "+ 0"));

        migrator().upgrade("heads");

        assertThat(values()).isEqualTo("1 1");
        assertThat(migrator().reader().status().inBackground()).containsExactly("b");
    }

    @Test
    void aJobWaitsForAPerson() {
        table(10);
        revisions.irreversible("a", "", COUNTED.replace("mode=background", "mode=background approve=yes"));
        migrator().upgrade("heads");

        assertThat(migrator().work()).isEmpty();
        assertThat(migrator().reader().jobs()).extracting(JobState::state).containsExactly(JobState.State.WAITING);

        migrator().approve("a");

        assertThatThrownBy(() -> migrator().approve("a")).isInstanceOf(NoJobException.class);
        assertThat(migrator().work()).containsExactly("a");
        assertThatThrownBy(() -> migrator().approve("a")).isInstanceOf(NoJobException.class);
        assertThat(values()).isEqualTo("1 1");
    }

    @Test
    void aLaterRevisionDoesNotRunWhatWaitsForAPerson() {
        table(10);
        revisions.irreversible("a", "", COUNTED.replace("mode=background", "mode=background approve=yes"));
        revisions.irreversible("b", "a", "SELECT 1;");

        failedUpgrade(migrator(), UnfinishedWorkException.class);

        assertThat(applied()).isEmpty();
        assertThat(values()).isEqualTo("0 0");
    }

    @Test
    void anApplicationWithoutTheScriptOrWithAnotherOneLeavesTheJobAlone() {
        table(10);
        revisions.irreversible("a", "", COUNTED);
        migrator().upgrade("heads");
        revisions.irreversible("a", "", COUNTED.replace("+ 1", "+ 2"));

        assertThat(migrator().work()).isEmpty();

        assertThat(values()).isEqualTo("0 0");
        assertThat(migrator().reader().jobs()).extracting(JobState::state).containsExactly(JobState.State.QUEUED);
    }

    @Test
    void aRowThatFailsStopsTheJobUntilAPersonLetsItGoOn() {
        table(3000);
        sql("ALTER TABLE t ADD CHECK (id <> 2345 OR v < 1)");
        revisions.irreversible("a", "", COUNTED);
        migrator().upgrade("heads");

        RevisionFailedException failure = catchThrowableOfType(
                RevisionFailedException.class, () -> migrator().work());

        assertThat(failure.problem()).contains("[2345]");
        assertThat(migrator().work()).isEmpty();
        JobState job = migrator().reader().jobs().get(0);
        assertThat(job.state()).isEqualTo(JobState.State.FAILED);
        assertThat(job.reason().orElseThrow()).contains("[2345]");
        assertThat(history()).containsExactly("UPGRADE a QUEUED", "UPGRADE a FAILED");
        sql("ALTER TABLE t DROP CONSTRAINT t_check");
        migrator().approve("a");
        assertThat(migrator().work()).containsExactly("a");
        assertThat(values()).isEqualTo("1 1");
    }

    @Test
    void aDowngradeCancelsTheJobAndTheNextUpgradeBeginsAgain() {
        table(10);
        revisions.revision("a", "", "ALTER TABLE t ADD COLUMN w int;\n" + COUNTED, "ALTER TABLE t DROP COLUMN w;");
        migrator().upgrade("heads");

        migrator().downgrade("base");

        assertThat(columns()).doesNotContain("t.w");
        assertThat(migrator().work()).isEmpty();
        migrator().upgrade("heads");
        assertThat(migrator().work()).containsExactly("a");
        assertThat(values()).isEqualTo("1 1");
    }

    @Test
    void aDowngradeEndsTheSessionOfAWorkerThatDoesNotEndItsBatch() throws Exception {
        table(10);
        sql("CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN " + SLOW.replace("SELECT", "PERFORM")
                + " RETURN NEW; END $$");
        sql("CREATE TRIGGER slow BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION slow()");
        sql("CREATE TABLE slow ()");
        revisions.revision("a", "base\n-- @statement-timeout 10min", COUNTED, "SELECT 1;");
        migrator().upgrade("heads");
        Migrator worker = migrator();
        Future<List<String>> work = threads.submit(worker::work);
        database.await(
                "SELECT count(*) > 0 FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND pid <> pg_backend_pid()"
                        + " AND datname = current_database()");

        migrator().downgrade("base");

        assertThat(work.get()).isEmpty();
        assertThat(values()).isEqualTo("0 0");
    }

    @Test
    void aStampAndAResolutionEndTheJob() {
        table(10);
        revisions.irreversible("a", "", COUNTED);
        migrator().upgrade("heads");

        migrator().resolve("a", Resolution.APPLIED);

        assertThat(migrator().work()).isEmpty();
        assertThat(text("SELECT state FROM migration_revision")).isEqualTo("APPLIED");
        migrator().stamp("base");
        migrator().upgrade("heads");
        migrator().stamp("base");
        assertThat(migrator().work()).isEmpty();
        assertThat(values()).isEqualTo("0 0");
    }

    @Test
    void anIndexIsBuiltAfterTheUpgrade() {
        table(10);
        revisions.revision(
                "a",
                "base\n-- @background",
                "CREATE INDEX CONCURRENTLY t_v ON t (v);\nANALYZE t;",
                "DROP INDEX IF EXISTS t_v;");

        migrator().upgrade("heads");

        assertThat(text("SELECT count(*) FROM pg_class WHERE relname = 't_v'")).isEqualTo("0");
        assertThat(migrator().work()).containsExactly("a");
        assertThat(text("SELECT indisvalid FROM pg_index WHERE indexrelid = 't_v'::regclass"))
                .isEqualTo("t");
        assertThat(migrator().reader().status().inBackground()).isEmpty();
        migrator().downgrade("base");
    }

    @Test
    void repeatedWorkOnOneIndexIsDoneByOneWorker() throws Exception {
        table(1000);
        revisions.irreversible(
                "a", "base\n-- @background", "CREATE INDEX CONCURRENTLY t_v ON t (v);\nINSERT INTO t VALUES (0);");
        migrator().upgrade("heads");

        workTogether(3);

        assertThat(text("SELECT count(*) FROM t")).isEqualTo("1001");
        assertThat(history()).containsExactly("UPGRADE a QUEUED", "UPGRADE a APPLIED");
    }

    @Test
    void workThatFailedIsFreeWhileItsWorkerDoesOtherWork() throws Exception {
        table(10);
        sql("CREATE FUNCTION gate() RETURNS trigger LANGUAGE plpgsql AS"
                + " $$ BEGIN PERFORM pg_advisory_xact_lock(42); RETURN NEW; END $$");
        sql("CREATE TRIGGER gate BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION gate()");
        revisions.irreversible("a", "base\n-- @background", "SELECT 1 / 0;");
        revisions.irreversible("b", "base", COUNTED);
        migrator().upgrade("heads");
        String failures = "SELECT count(*) = %d FROM migration_history WHERE revision = 'a' AND outcome = 'FAILED'";
        try (Connection gate = database.dataSource().getConnection();
                Statement lock = gate.createStatement()) {
            lock.execute("SELECT pg_advisory_lock(42)");
            Future<List<String>> first = threads.submit(migrator()::work);
            database.await(failures.formatted(1));
            database.await("SELECT count(*) = 1 FROM pg_locks WHERE objid = 42 AND NOT granted");
            migrator().approve("a");

            Future<List<String>> second = threads.submit(migrator()::work);
            database.await(failures.formatted(2));

            lock.execute("SELECT pg_advisory_unlock(42)");
            assertThat(first).failsWithin(Duration.ofMinutes(1));
            assertThat(second).failsWithin(Duration.ofMinutes(1));
        }
        assertThat(history()).contains("UPGRADE b APPLIED");
    }
}
