// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Tag;
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

    private void survive(String key, int rows, int kills) throws Exception {
        // The index on the changed column makes each update write its row into another block.
        sql("CREATE TABLE t (id int PRIMARY KEY, v int NOT NULL DEFAULT 0, filler text DEFAULT repeat('x', 60))");
        sql("INSERT INTO t SELECT i FROM generate_series(1, " + rows + ") i");
        sql("CREATE INDEX ON t (v)");
        sql("DELETE FROM t WHERE id % 4 = 0");
        sql("VACUUM ANALYZE t");
        // So slow that there is time for all kills.
        sql("CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS"
                + " $$ BEGIN PERFORM pg_sleep(0.0002 * (SELECT count(*) FROM changed)); RETURN NULL; END $$");
        sql("CREATE TRIGGER slow AFTER UPDATE ON t REFERENCING NEW TABLE AS changed EXECUTE FUNCTION slow()");
        revisions.irreversible("a", "", "-- @batch table=t key=" + key + "\nUPDATE t SET v = v + 1;");
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
        log.info("{} kills; {} batches", done, text("SELECT batches FROM migration_batch"));
        assertThat(done).as("kills before the last batch").isEqualTo(kills);
        assertThat(text("SELECT concat_ws(' ', count(*), min(v), max(v)) FROM t"))
                .as("seed " + seed)
                .isEqualTo(rows * 3 / 4 + " 1 1");
        assertThat(text("SELECT rows_changed FROM migration_batch")).isEqualTo("" + rows * 3 / 4);
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
