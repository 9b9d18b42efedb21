// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
import dev.migration.tenant.run.TenantMigrator;

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

    @Test
    void workersRunTheWorkOfEveryTenantAlsoIfThatOfOneFails() {
        jdbc.execute("DROP TABLE t");
        for (String tenant : List.of("acme", "globex", "initech")) {
            jdbc.execute("CREATE SCHEMA " + tenant);
            jdbc.execute("CREATE TABLE " + tenant + ".t AS SELECT i AS id, 0 AS v FROM generate_series(1, 500) i");
            jdbc.execute("ALTER TABLE " + tenant + ".t ADD PRIMARY KEY (id)");
        }
        jdbc.execute("ALTER TABLE globex.t ADD CHECK (v = 0)");
        runner.withPropertyValues("migration.tenants.schemas=acme,globex,initech")
                .run(context -> {
                    assertThat(context).hasNotFailed().hasSingleBean(BackgroundWorkers.class);
                    while (!state("acme").equals("APPLIED")
                            || !state("initech").equals("APPLIED")
                            || !text("SELECT state FROM globex.migration_job").equals("FAILED")) {
                        Thread.onSpinWait();
                    }
                    assertThat(context.getBean(TenantMigrator.class).inBackground())
                            .containsExactly("globex");
                });
        for (String tenant : List.of("acme", "initech")) {
            assertThat(text("SELECT concat_ws(' ', min(v), max(v)) FROM " + tenant + ".t"))
                    .isEqualTo("1 1");
        }
        assertThat(text("SELECT max(v) FROM globex.t")).isEqualTo("0");
    }

    @Test
    void aStartFinishesTheWorkThatAPendingRevisionNeedsIfTheSettingSaysSo() throws IOException {
        runner.withPropertyValues("migration.background.enabled=false")
                .run(context -> assertThat(context).hasNotFailed());
        Files.writeString(
                folder.resolve("b.sql"), "-- @revision b\n-- @revises a\n-- @upgrade\nALTER TABLE t DROP COLUMN v;\n");

        runner.withPropertyValues("migration.background.enabled=false")
                .run(context -> assertThat(context).getFailure().hasMessageContaining("upgrade --finish-background"));
        runner.withPropertyValues("migration.background.enabled=false", "migration.background.finish=true")
                .run(context -> assertThat(context).hasNotFailed());

        assertThat(text("SELECT string_agg(state, ' ' ORDER BY revision) FROM migration_revision"))
                .isEqualTo("APPLIED APPLIED");
    }

    @Test
    void aStartLeavesWorkThatNoPendingRevisionNeeds() {
        runner.withPropertyValues("migration.background.enabled=false", "migration.background.finish=true")
                .run(context -> assertThat(context).hasNotFailed());
        runner.withPropertyValues("migration.background.enabled=false", "migration.background.finish=true")
                .run(context -> assertThat(context).hasNotFailed());

        assertThat(state()).isEqualTo("BACKGROUND");
    }

    @Test
    void theStartOfTenantsFinishesTheWorkOfEachThatNeedsIt() throws IOException {
        jdbc.execute("DROP TABLE t");
        for (String tenant : List.of("acme", "globex")) {
            jdbc.execute("CREATE SCHEMA " + tenant);
            jdbc.execute("CREATE TABLE " + tenant + ".t AS SELECT i AS id, 0 AS v FROM generate_series(1, 500) i");
            jdbc.execute("ALTER TABLE " + tenant + ".t ADD PRIMARY KEY (id)");
        }
        ApplicationContextRunner tenants = runner.withPropertyValues(
                "migration.background.enabled=false", "migration.tenants.schemas=acme,globex");
        tenants.run(context -> assertThat(context).hasNotFailed());
        Files.writeString(
                folder.resolve("b.sql"), "-- @revision b\n-- @revises a\n-- @upgrade\nALTER TABLE t ADD w int;\n");

        tenants.run(context -> assertThat(context).hasFailed());
        tenants.withPropertyValues("migration.background.finish=true")
                .run(context -> assertThat(context).hasNotFailed());

        assertThat(text("SELECT min(v) + count(w) FROM acme.t")).isEqualTo("1");
        assertThat(text("SELECT min(v) + count(w) FROM globex.t")).isEqualTo("1");
    }

    private String state(String schema) {
        return text("SELECT state FROM " + schema + ".migration_revision");
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
