// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.diagnostics;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;

import javax.sql.DataSource;

import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

import dev.migration.Migrator;
import dev.migration.boot.autoconfigure.MigrationAutoConfiguration;
import dev.migration.boot.testing.DataSourceWithoutUrl;
import dev.migration.boot.testing.EmptyDatabase;
import dev.migration.event.MigrationEvent;
import dev.migration.script.JavaRevision;
import dev.migration.script.MigrationContext;
import dev.migration.script.RevisionHeader;
import dev.migration.test.postgres.PostgresDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** More failure reports, and the warning about another migration tool. */
@ExtendWith(OutputCaptureExtension.class)
class MoreFailureReportTests extends EmptyDatabase {

    @Test
    void severalHeadsAreReportedWithTheCommandThatMergesThem(CapturedOutput output, @TempDir Path folder)
            throws Exception {
        Files.writeString(folder.resolve("a.sql"), "-- @revision a\n-- @upgrade\nSELECT 1;");
        Files.writeString(folder.resolve("b.sql"), "-- @revision b\n-- @upgrade\nSELECT 1;");

        start(Application.class, "migration.require-single-head=true", "migration.locations=filesystem:" + folder);

        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("2 heads")
                .contains("merge");
    }

    @Test
    void theLockHolderIsReported(CapturedOutput output) {
        Migrator other = Migrator.builder()
                .dataSource(database.dataSource())
                .listener(event -> {
                    if (event instanceof MigrationEvent.RevisionStarted started
                            && started.step().revision().id().equals("b2")) {
                        start(Application.class, "migration.lock.wait=0s");
                    }
                })
                .build();

        other.upgrade("heads");

        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("Another session holds the migration lock")
                .contains("pid ")
                .contains("pg_terminate_backend");
    }

    @Test
    void theBlockingSessionIsReported(CapturedOutput output) throws Exception {
        Migrator.builder().dataSource(database.dataSource()).build().upgrade("a1");
        try (Connection reader = database.dataSource().getConnection();
                Statement statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            statement.execute("SELECT * FROM thing");

            start(Application.class, "migration.lock-timeout=100ms", "migration.retry-for=3s");
        }

        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("55P03")
                .contains("SELECT * FROM thing");
    }

    @Test
    void severalDataSourcesAreReported(CapturedOutput output) {
        start(TwoDataSources.class);

        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("There are 2 DataSources, and none of them is marked as the DataSource to migrate.")
                .contains("Mark one with @MigrationDataSource");
    }

    @Test
    void aUserForADataSourceThatHidesItsUrlIsReported(CapturedOutput output) {
        start(WithoutUrl.class, "migration.username=owner");

        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("migration.username is set, but the URL to use it with is not known")
                .contains("set migration.url");
    }

    @Test
    void aJavaRevisionThatNeedsTheMigratedDatabaseIsReported(CapturedOutput output) {
        start(InCycle.class);

        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("The Java revision 'needy' needs beans that wait for the migration: jdbcTemplate")
                .contains("context.jdbc()");
    }

    @Test
    void invalidValuesAreReportedWithTheirProperty(CapturedOutput output) {
        start(Application.class, "migration.on-startup=perhaps");
        start(Application.class, "migration.lock-timeout=soon");
        start(Application.class, "migration.depends-on-types=no.such.Type");
        start(Application.class, "migration.wait-for=-1s");
        start(Application.class, "migration.connect-for=-2s");

        assertThat(output)
                .contains("migration.on-startup")
                .contains("perhaps")
                .contains("UPGRADE")
                .contains("migration.lock-timeout")
                .contains("soon")
                .contains("There is no such class on the class path.")
                .contains("migration.wait-for")
                .contains("PT-1S")
                .contains("migration.connect-for")
                .contains("PT-2S")
                .contains("A duration must not be negative.");
        assertThat(output.toString().split("APPLICATION FAILED TO START", -1)).hasSize(6);
    }

    @Test
    void anotherMigrationToolCausesAWarning(CapturedOutput output) {
        start(WithFlyway.class, "logging.level.dev.migration=warn");

        assertThat(output)
                .doesNotContain("APPLICATION FAILED TO START")
                .contains("Flyway migrates in this application too (bean 'flyway')")
                .contains("spring.flyway.enabled=false");
    }

    private void start(Class<?> application, String... properties) {
        ApplicationStart.withDataSource(database).properties(properties).run(application);
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        DataSourceAutoConfiguration.class,
        JdbcTemplateAutoConfiguration.class,
        MigrationAutoConfiguration.class
    })
    static class Application {}

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration(MigrationAutoConfiguration.class)
    static class TwoDataSources {

        @Bean
        DataSource first(PostgresDatabase database) {
            return database.dataSource();
        }

        @Bean
        DataSource second(PostgresDatabase database) {
            return database.dataSource();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration(MigrationAutoConfiguration.class)
    static class WithoutUrl {

        @Bean
        DataSource dataSource(PostgresDatabase database) {
            return new DataSourceWithoutUrl(database);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class InCycle extends Application {

        @Bean
        JavaRevision needy(JdbcTemplate jdbc) {
            return new Needy(jdbc);
        }
    }

    @RevisionHeader(revision = "c3", revises = "b2")
    static class Needy implements JavaRevision {

        private final JdbcTemplate jdbc;

        Needy(JdbcTemplate jdbc) {
            this.jdbc = jdbc;
        }

        @Override
        public void upgrade(MigrationContext context) {
            jdbc.execute("SELECT 1");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class WithFlyway extends Application {

        @Bean
        Flyway flyway(DataSource dataSource) {
            return Flyway.configure().dataSource(dataSource).load();
        }
    }
}
