// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.migration.test.postgres.PostgresDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** Instances are killed at random moments, while others wait and the application reads and writes. */
class CrashTests extends MigratorTestBase {

    private static final Logger log = LoggerFactory.getLogger("dev.migration.test.Crash");
    private static final int INSTANCES = 6;
    private static final int REVISIONS = 15;
    private static final int KILLS_IN_A_ROUND = 6;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final List<Process> instances = new ArrayList<>();

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void twelveKillsLoseNoRevisionAndRepeatNone() throws Exception {
        survive(12);
    }

    @Test
    @Tag("slow")
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void sixtyKillsLoseNoRevisionAndRepeatNone() throws Exception {
        survive(60);
    }

    private void survive(int kills) throws Exception {
        writeRevisions();
        List<String> undisturbed;
        try (PostgresDatabase calm = database.createDatabase()) {
            builder().dataSource(calm.dataSource()).build().upgrade("heads");
            undisturbed = PsqlOracleTests.catalog(calm);
        }
        int done = 0;
        int rounds = 0;
        while (done < kills) {
            database.reset();
            done += round(Math.min(KILLS_IN_A_ROUND, kills - done));
            rounds++;
            assertThat(PsqlOracleTests.catalog(database)).as("seed " + seed).isEqualTo(undisturbed);
            assertThat(text("SELECT count(*) || ' ' || count(DISTINCT name) FROM done"))
                    .isEqualTo("12 12");
            assertThat(applied()).hasSize(REVISIONS);
            assertThat(text("SELECT count(*) FROM migration_history WHERE outcome = 'APPLIED'"))
                    .isEqualTo("15");
            assertThat(text("SELECT count(*) FROM pg_index WHERE NOT indisvalid"))
                    .isEqualTo("0");
        }
        log.info(
                "{} kills among {} instances in {} rounds; retries in the last one: {}",
                done,
                INSTANCES,
                rounds,
                text("SELECT count(*) FROM migration_history WHERE outcome = 'RETRY'"));
    }

    /** Kills instances at random moments until the upgrade is done or the limit is reached. Returns the number of killed instances. */
    private int round(int most) throws Exception {
        int kills = 0;
        AtomicBoolean over = new AtomicBoolean();
        ExecutorService threads = Executors.newCachedThreadPool();
        Future<?> application = threads.submit(() -> readAndWrite(over));
        try {
            for (int instance = 0; instance < INSTANCES; instance++) {
                instances.add(start());
            }
            while (kills < most && isWorkLeft()) {
                Process victim = instances.get(random.nextInt(instances.size()));
                if (!victim.waitFor(200 + random.nextInt(1200), TimeUnit.MILLISECONDS)) {
                    // SIGKILL
                    victim.destroyForcibly().waitFor();
                    // A kill after the last commit disturbs nothing and proves nothing.
                    kills += isWorkLeft() ? 1 : 0;
                }
                instances.remove(victim);
                instances.add(start());
            }
            for (Process instance : instances) {
                assertThat(instance.waitFor(3, TimeUnit.MINUTES)).isTrue();
                assertThat(instance.exitValue()).as("seed " + seed).isZero();
            }
        } finally {
            over.set(true);
            instances.forEach(Process::destroyForcibly);
            instances.clear();
            application.get();
            threads.shutdownNow();
        }
        return kills;
    }

    private boolean isWorkLeft() {
        return text("SELECT to_regclass('migration_revision') IS NULL").equals("t")
                || text("SELECT count(*) < " + REVISIONS + " FROM migration_revision WHERE state = 'APPLIED'")
                        .equals("t");
    }

    private Process start() throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LargeScriptTests.Child.class.getName(),
                        database.url(),
                        database.username(),
                        database.password(),
                        revisions.location())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("instances.txt").toFile())
                .start();
    }

    /** Locks the tables, as an application does. */
    private Void readAndWrite(AtomicBoolean over) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            while (!over.get()) {
                statement.execute("""
                        DO $$ BEGIN
                          IF to_regclass('t') IS NOT NULL THEN
                            PERFORM count(*), pg_sleep(0.1) FROM t WHERE a < 100;
                            UPDATE t SET a = a WHERE a < 100;
                          ELSE
                            PERFORM pg_sleep(0.02);
                          END IF;
                        END $$""");
            }
        }
        return null;
    }

    /** Twelve revisions that must not run twice, and three that build an index concurrently. */
    private void writeRevisions() {
        revisions.irreversible(
                "r0",
                "",
                "CREATE TABLE done (name text); CREATE TABLE t AS SELECT generate_series(1, 30000) AS a;\n"
                        + note("r0"));
        String previous = "r0";
        for (int number = 1; number < 12; number++) {
            String id = "r" + number;
            revisions.irreversible(
                    id,
                    previous,
                    "SELECT pg_sleep(0.1);\nALTER TABLE t ADD COLUMN c" + number + " int;\n" + note(id)
                            + "\nSELECT pg_sleep(0.1);");
            previous = id;
            if (number % 4 == 0 || number == 11) {
                revisions.irreversible("i" + number, previous, "CREATE INDEX CONCURRENTLY ix" + number + " ON t (a);");
                previous = "i" + number;
            }
        }
    }

    private static String note(String id) {
        return "INSERT INTO done VALUES ('" + id + "');";
    }
}
