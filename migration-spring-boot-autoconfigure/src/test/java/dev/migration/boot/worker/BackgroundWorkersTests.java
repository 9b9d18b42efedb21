// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.core.JdbcTemplate;

import dev.migration.boot.autoconfigure.MigrationBackgroundAutoConfiguration;
import dev.migration.boot.testing.EmptyDatabase;
import dev.migration.boot.testing.TestContexts;

import static org.assertj.core.api.Assertions.assertThat;

/** The workers of an application. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class BackgroundWorkersTests extends EmptyDatabase {

    @TempDir
    Path folder;

    private ApplicationContextRunner runner;
    private JdbcTemplate jdbc;

    @BeforeEach
    void queueABatch() throws IOException {
        jdbc = new JdbcTemplate(database.dataSource());
        jdbc.execute("CREATE TABLE t (id int PRIMARY KEY, v int NOT NULL DEFAULT 0)");
        jdbc.execute("INSERT INTO t SELECT i FROM generate_series(1, 5000) i");
        Files.writeString(folder.resolve("a.sql"), """
                -- Count.
                -- @revision a
                -- @upgrade
                -- @batch table=t key=id mode=background
                UPDATE t SET v = v + 1;
                """);
        runner = TestContexts.withDataSource(database)
                .withConfiguration(AutoConfigurations.of(MigrationBackgroundAutoConfiguration.class))
                .withPropertyValues("migration.locations=filesystem:" + folder);
    }

    @Test
    void theApplicationStartsAndItsWorkersRunTheBatch() {
        runner.withPropertyValues("migration.background.workers=2").run(context -> {
            assertThat(context).hasNotFailed().hasSingleBean(BackgroundWorkers.class);
            while (!state().equals("APPLIED")) {
                Thread.onSpinWait();
            }
        });
        assertThat(values()).isEqualTo("1 1");
    }

    @Test
    void aContextThatClosesEndsTheWorkerAfterItsBatch() {
        jdbc.execute("CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS"
                + " $$ BEGIN PERFORM pg_sleep(0.5); RETURN NULL; END $$");
        jdbc.execute("CREATE TRIGGER slow AFTER UPDATE ON t EXECUTE FUNCTION slow()");
        runner.run(context -> {
            while (text("SELECT count(*) FROM t WHERE v = 1").equals("0")) {
                Thread.onSpinWait();
            }
        });

        assertThat(state()).isEqualTo("BACKGROUND");
        assertThat(jdbc.queryForObject(
                        "SELECT count(*) FROM migration_history WHERE outcome <> 'QUEUED'", Integer.class))
                .as("a stop is no failure")
                .isZero();
        assertThat(jdbc.queryForObject(
                        "SELECT count(*) FROM pg_stat_activity WHERE application_name LIKE '%migration%' AND datname = current_database()",
                        Integer.class))
                .isZero();
        runner.withPropertyValues("migration.background.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean(BackgroundWorkers.class));
        jdbc.execute("DROP TRIGGER slow ON t");
        runner.run(context -> {
            while (!state().equals("APPLIED")) {
                Thread.onSpinWait();
            }
        });
        assertThat(values()).isEqualTo("1 1");
    }

    private String state() {
        return text("SELECT state FROM migration_revision");
    }

    private String values() {
        return text("SELECT concat_ws(' ', min(v), max(v)) FROM t");
    }

    private String text(String query) {
        return String.valueOf(jdbc.queryForObject(query, String.class));
    }
}
