// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/** Two instances are killed at random moments of a batch whose statement must not run twice for any row. */
class BatchCrashTests extends MigratorTestBase {

    private static final Logger log = LoggerFactory.getLogger("dev.migration.test.BatchCrash");

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final List<Process> instances = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(strings = {"id", "ctid"})
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void fiveKillsChangeNoRowTwiceAndLeaveNoneOut(String key) throws Exception {
        survive(key, 150_000, 5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "ctid"})
    @Tag("slow")
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void twentyKillsOfAMillionRowsChangeNoRowTwiceAndLeaveNoneOut(String key) throws Exception {
        survive(key, 1_000_000, 22);
    }

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void rowsThatAreWrittenMeanwhileAreConvertedOnceByTheTriggerOrByABatch() throws Exception {
        // In cents and not in units: a row that is converted twice, or never, has another amount.
        sql("CREATE TABLE t (id int PRIMARY KEY, amount int NOT NULL, cents boolean NOT NULL DEFAULT false)");
        sql("INSERT INTO t SELECT i * 2, 3 FROM generate_series(1, 80000) i");
        slowUpdates();
        revisions.revision(
                "a",
                "",
                "-- @batch table=t key=id with-trigger=cents\n"
                        + "UPDATE t SET amount = amount * 100, cents = true WHERE NOT cents;",
                "DROP TRIGGER IF EXISTS cents ON t; DROP FUNCTION IF EXISTS cents();");
        ExecutorService threads = Executors.newSingleThreadExecutor();
        AtomicBoolean ended = new AtomicBoolean();
        try {
            Future<Integer> application = threads.submit(() -> writeInTheOldForm(ended));
            int done = killAndFinish(4);
            ended.set(true);

            assertThat(done).as("kills before the last batch").isEqualTo(4);
            assertThat(application.get()).as("rows of the application").isGreaterThan(20);
        } finally {
            ended.set(true);
            threads.shutdownNow();
        }
        assertThat(text("SELECT concat_ws(' ', min(amount), max(amount), bool_and(cents)) FROM t"))
                .as("seed " + seed)
                .isEqualTo("300 300 t");
    }

    /** New rows between the others, before the first and behind the last one; and rows that are written again. */
    private int writeInTheOldForm(AtomicBoolean ended) throws SQLException {
        Random ids = new Random(seed);
        int written = 0;
        try (Connection connection = source(database.url(), database.username(), database.password())
                        .getConnection();
                PreparedStatement insert = connection.prepareStatement("INSERT INTO t (id, amount) VALUES (?, 3)"
                        + " ON CONFLICT (id) DO UPDATE SET amount = 3, cents = false")) {
            while (!ended.get()) {
                insert.setInt(1, ids.nextInt(200_000) - 20_000);
                written += insert.executeUpdate();
            }
        }
        return written;
    }

    private void slowUpdates() {
        // So slow that there is time for all kills.
        sql("CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS"
                + " $$ BEGIN PERFORM pg_sleep(0.0002 * (SELECT count(*) FROM changed)); RETURN NULL; END $$");
        sql("CREATE TRIGGER slow AFTER UPDATE ON t REFERENCING NEW TABLE AS changed EXECUTE FUNCTION slow()");
    }

    private void survive(String key, int rows, int kills) throws Exception {
        // The index on the changed column makes each update write its row into another block.
        sql("CREATE TABLE t (id int PRIMARY KEY, v int NOT NULL DEFAULT 0, filler text DEFAULT repeat('x', 60))");
        sql("INSERT INTO t SELECT i FROM generate_series(1, " + rows + ") i");
        sql("CREATE INDEX ON t (v)");
        sql("DELETE FROM t WHERE id % 4 = 0");
        sql("VACUUM ANALYZE t");
        slowUpdates();
        revisions.irreversible("a", "", "-- @batch table=t key=" + key + "\nUPDATE t SET v = v + 1;");
        int done = killAndFinish(kills);
        log.info("{} kills; {} batches", done, text("SELECT batches FROM migration_batch"));
        assertThat(done).as("kills before the last batch").isEqualTo(kills);
        assertThat(text("SELECT concat_ws(' ', count(*), min(v), max(v)) FROM t"))
                .as("seed " + seed)
                .isEqualTo(rows * 3 / 4 + " 1 1");
        assertThat(text("SELECT rows_changed FROM migration_batch")).isEqualTo("" + rows * 3 / 4);
    }

    /** Kills one of two instances again and again while work is left, and lets the last two finish; returns how many it killed. */
    private int killAndFinish(int kills) throws Exception {
        int done = 0;
        try {
            while (done < kills && isWorkLeft()) {
                startMissing();
                Process victim = instances.get(random.nextInt(instances.size()));
                if (!victim.waitFor(1_200 + random.nextInt(1_500), TimeUnit.MILLISECONDS)) {
                    // SIGKILL
                    victim.destroyForcibly().waitFor();
                    done += isWorkLeft() ? 1 : 0;
                }
            }
            startMissing();
            for (Process instance : instances) {
                assertThat(instance.waitFor(5, TimeUnit.MINUTES)).isTrue();
                assertThat(instance.exitValue()).as("seed " + seed).isZero();
            }
        } finally {
            instances.forEach(Process::destroyForcibly);
        }
        return done;
    }

    private void startMissing() throws Exception {
        instances.removeIf(instance -> !instance.isAlive());
        while (instances.size() < 2) {
            instances.add(ChildProcess.start(this, LargeScriptTests.Child.class));
        }
    }

    private boolean isWorkLeft() {
        return text("SELECT to_regclass('migration_revision') IS NULL").equals("t")
                || text("SELECT count(*) FROM migration_revision WHERE state = 'APPLIED'")
                        .equals("0");
    }
}
