// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/** Two instances share a batch whose statement must not run twice for any row; one is killed, one is suspended and continued. */
class BackgroundCrashTests extends MigratorTestBase {

    private static final Logger log = LoggerFactory.getLogger("dev.migration.test.BackgroundCrash");

    private final List<Process> workers = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(strings = {"id", "ctid"})
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void aKillAndAShortSuspensionChangeNoRowTwiceAndLeaveNoneOut(String key) throws Exception {
        survive(key, 60_000, Duration.ofSeconds(3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "ctid"})
    @Tag("slow")
    @Timeout(value = 15, unit = TimeUnit.MINUTES)
    void aKillAndASuspensionOfAMinuteChangeNoRowTwiceAndLeaveNoneOut(String key) throws Exception {
        survive(key, 600_000, Duration.ofMinutes(1));
    }

    private void survive(String key, int rows, Duration suspension) throws Exception {
        // The index on the changed column makes each update write its row into another block.
        sql("CREATE TABLE t (id int PRIMARY KEY, v int NOT NULL DEFAULT 0, filler text DEFAULT repeat('x', 60))");
        sql("INSERT INTO t SELECT i FROM generate_series(1, " + rows + ") i");
        sql("CREATE INDEX ON t (v)");
        sql("DELETE FROM t WHERE id % 4 = 0");
        sql("VACUUM ANALYZE t");
        // So slow that there is time for what happens to the workers.
        sql("CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS"
                + " $$ BEGIN PERFORM pg_sleep(0.0004 * (SELECT count(*) FROM changed)); RETURN NULL; END $$");
        sql("CREATE TRIGGER slow AFTER UPDATE ON t REFERENCING NEW TABLE AS changed EXECUTE FUNCTION slow()");
        revisions.irreversible("a", "", "-- @batch table=t key=" + key + " mode=background\nUPDATE t SET v = v + 1;");
        migrator().upgrade("heads");
        try {
            start();
            start();
            awaitProgress(batches() + 3);
            signal("STOP", workers.get(1));
            awaitProgress(batches() + 3);
            // SIGKILL
            workers.get(0).destroyForcibly().waitFor();
            assertThat(isWorkLeft()).as("work is left after the kill").isTrue();
            start();
            // The third worker goes on beside a session that is suspended, perhaps in its transaction.
            awaitProgress(batches() + 2);
            assertThat(workers.get(2).waitFor(suspension.toMillis(), TimeUnit.MILLISECONDS) && isWorkLeft())
                    .as("the worker has ended before the work")
                    .isFalse();
            signal("CONT", workers.get(1));
            for (Process worker : workers.subList(1, 3)) {
                assertThat(worker.waitFor(4, TimeUnit.MINUTES)).isTrue();
                assertThat(worker.exitValue()).isZero();
            }
        } finally {
            for (Process worker : workers) {
                worker.destroyForcibly();
            }
        }
        log.info("{} batches, {} ranges left", text("SELECT batches FROM migration_batch"), ranges());
        assertThat(text("SELECT concat_ws(' ', count(*), min(v), max(v)) FROM t"))
                .isEqualTo(rows * 3 / 4 + " 1 1");
        assertThat(text("SELECT concat_ws(' ', state, rows_changed) FROM migration_batch"))
                .isEqualTo("DONE " + rows * 3 / 4);
        assertThat(text("SELECT state FROM migration_revision")).isEqualTo("APPLIED");
    }

    private void start() throws Exception {
        workers.add(ChildProcess.start(this, Child.class));
    }

    private static void signal(String name, Process process) throws Exception {
        Process kill = new ProcessBuilder("kill", "-" + name, "" + process.pid()).start();
        assertThat(kill.waitFor()).isZero();
    }

    /** Waits until so many batches are committed; the timeout of the test ends it. */
    private void awaitProgress(long batches) {
        while (batches() < batches) {
            Thread.onSpinWait();
        }
    }

    private long batches() {
        return text("SELECT to_regclass('migration_batch') IS NULL").equals("t")
                ? 0
                : Long.parseLong(text("SELECT COALESCE((SELECT sum(batches) FROM migration_batch_range), 0)"
                        + " + COALESCE((SELECT sum(batches) FROM migration_batch), 0)"));
    }

    private String ranges() {
        return text("SELECT count(*) FROM migration_batch_range");
    }

    private boolean isWorkLeft() {
        return text("SELECT state FROM migration_revision").equals("BACKGROUND");
    }

    static final class Child {

        private Child() {}

        public static void main(String[] arguments) {
            ChildProcess.migrator(arguments).work();
        }
    }
}
