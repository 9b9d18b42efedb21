package dev.migration.boot.diagnostics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.migration.boot.autoconfigure.MigrationAutoConfiguration;
import dev.migration.test.postgres.PostgresDatabase;
import dev.migration.test.postgres.PostgresTest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/** What a person reads when the application does not start. */
@PostgresTest
@ExtendWith(OutputCaptureExtension.class)
class FailureReportTests {

    private PostgresDatabase database;

    @BeforeEach
    void startEmpty(PostgresDatabase postgres) {
        postgres.reset();
        database = postgres;
    }

    @Test
    void aBrokenStatementIsReportedWithItsPlaceAndWhatStays(CapturedOutput output) {
        start("migration.locations=classpath:bad/syntax");

        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("The upgrade of revision three (bad/syntax/three.sql) failed. It was rolled back")
                .contains("bad/syntax/three.sql:5:29  ERROR: syntax error at or near \";\" (SQLSTATE 42601)")
                .contains("Committed before it: one, two.")
                .contains("ALTER TABLE three ADD COLUMN")
                .contains("Action:")
                .contains("Correct bad/syntax/three.sql:5:29 and start again. The revisions before it stay applied.");
        assertThat(tables()).containsExactly("one", "two");
    }

    @Test
    void everyFaultOfTheScriptsIsReported(CapturedOutput output) {
        start("migration.locations=classpath:bad/unknown");

        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("bad/unknown/one.sql:3  '@upgarde' is not a directive. Did you mean 'upgrade'?")
                .contains("bad/unknown/one.sql:2  Revision 'one' revises 'nothing', which does not exist.")
                .contains("Action:");
        assertThat(tables()).isEmpty();
    }

    @Test
    void aServerThatIsDownIsReported(CapturedOutput output) {
        start("spring.datasource.url=jdbc:postgresql://localhost:1/nowhere", "migration.connect-for=1s");

        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("The database cannot be reached")
                .contains("localhost:1")
                .contains("Start the server");
    }

    @Test
    void anotherProductIsReported(CapturedOutput output) {
        start(
                "spring.datasource.url=jdbc:h2:mem:report",
                "spring.datasource.username=sa",
                "spring.datasource.password=");

        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("The DataSource leads to H2, and revisions run on PostgreSQL only.");
    }

    @Test
    void aRoleWithoutCreateIsReported(CapturedOutput output) {
        String weak = "weak_" + database.name();
        execute("CREATE ROLE " + weak + " LOGIN PASSWORD 'weak'");
        try {
            execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC");
            start("spring.datasource.username=" + weak, "spring.datasource.password=weak");
        } finally {
            execute("DROP ROLE " + weak);
        }

        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("Role '" + weak + "' may not keep the state of the revisions in schema 'public'")
                .contains("SQLSTATE 42501")
                .contains("GRANT USAGE, CREATE ON SCHEMA \"public\" TO \"" + weak + "\"");
        assertThat(tables()).isEmpty();
    }

    @Test
    void anEditedRevisionIsReported(CapturedOutput output, @TempDir Path folder) throws IOException {
        Path script = folder.resolve("a.sql");
        Files.writeString(script, "-- @revision a\n-- @upgrade\nCREATE TABLE a (id int);\n");
        start("migration.locations=filesystem:" + folder);
        Files.writeString(script, "-- @revision a\n-- @upgrade\nCREATE TABLE a (id bigint);\n");

        start("migration.locations=filesystem:" + folder);

        assertThat(output)
                .contains("The upgrade section was edited after the revision was applied: a (" + script + ")")
                .contains(script + ":3  changed")
                .contains("- CREATE TABLE a (id int)")
                .contains("+ CREATE TABLE a (id bigint)")
                .contains("put the change into a new revision");
    }

    @Test
    void aDivergedDatabaseIsReportedAlsoWhereItIsOnlyVerified(CapturedOutput output, @TempDir Path folder)
            throws IOException {
        write(folder, "a", "");
        write(folder, "b", "-- @revises a\n");
        start("migration.locations=filesystem:" + folder);
        Files.delete(folder.resolve("b.sql"));
        write(folder, "c", "-- @revises a\n");

        start("migration.locations=filesystem:" + folder, "migration.on-startup=verify");

        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("The database and the scripts have diverged")
                .contains("applied, no script here: b, at ")
                .contains("pending here: c")
                .contains("Deploy the application that has b")
                .contains("migration.on-diverged=warn");

        start(
                "migration.locations=filesystem:" + folder,
                "migration.on-diverged=warn",
                "logging.level.dev.migration=warn");

        assertThat(output).contains("Running c although there is no script here for b");
        assertThat(tables()).containsExactly("a", "b", "c");
    }

    @Test
    void aRevisionPutBelowAnAppliedOneIsReported(CapturedOutput output, @TempDir Path folder) throws IOException {
        write(folder, "a", "");
        write(folder, "c", "-- @revises a\n");
        start("migration.locations=filesystem:" + folder);
        write(folder, "b", "-- @revises a\n");
        write(folder, "c", "-- @revises b\n");

        start("migration.locations=filesystem:" + folder);

        assertThat(output)
                .contains(
                        "Pending revisions were put below applied ones, where this database has already passed: b below c.")
                .contains("Action:")
                .contains("stamp c");

        start(
                "migration.locations=filesystem:" + folder,
                "migration.on-spliced=warn",
                "logging.level.dev.migration=warn");

        assertThat(output).contains("b runs out of order, below c");
    }

    @Test
    void anEditIsOnlyWarnedAboutWhereThatIsAllowed(CapturedOutput output, @TempDir Path folder) throws IOException {
        write(folder, "a", "");
        start("migration.locations=filesystem:" + folder);
        Files.writeString(folder.resolve("a.sql"), "-- @revision a\n-- @upgrade\nCREATE TABLE z (id int);\n");

        start(
                "migration.locations=filesystem:" + folder,
                "migration.on-edited=warn",
                "logging.level.dev.migration=warn");

        assertThat(output)
                .contains("Edited after they were applied, and not run again: a")
                .doesNotContain("APPLICATION FAILED TO START");
    }

    @Test
    void aTimeThatIsNegativeIsReportedBeforeAnythingRuns(CapturedOutput output) {
        start("migration.lock-timeout=-1s", "migration.retry-for=30d");

        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("migration.lock-timeout is -1000ms, and no time is negative.")
                .contains("migration.retry-for is 30 days; PostgreSQL counts up to 24.");
        assertThat(tables()).isEmpty();
    }

    @Test
    void aLocationWithoutScriptsIsReported(CapturedOutput output) {
        start("migration.locations=classpath:no/such/folder");

        assertThat(output)
                .contains("There is no revision script (*.sql) in 'classpath:no/such/folder'.")
                .contains("Correct migration.locations");
    }

    @Test
    void thePasswordIsNeverPrinted(CapturedOutput output) {
        start("spring.datasource.username=nobody", "spring.datasource.password=T0pS3cret", "debug=true");

        assertThat(output).doesNotContain("T0pS3cret");
    }

    /** Starts an application that fails, or ends at once. */
    private void start(String... properties) {
        List<String> arguments = new ArrayList<>(List.of(
                "--spring.datasource.url=" + database.url(),
                "--spring.datasource.username=" + database.username(),
                "--spring.datasource.password=" + database.password()));
        for (String property : properties) {
            arguments.removeIf(
                    argument -> argument.startsWith("--" + property.substring(0, property.indexOf('=') + 1)));
            arguments.add("--" + property);
        }
        SpringApplication application = new SpringApplication(Application.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        try (var context = application.run(arguments.toArray(String[]::new))) {
            assertThat(context.isRunning()).isTrue();
        } catch (RuntimeException failure) {
            assertThatException().isThrownBy(() -> {
                throw failure;
            });
        }
    }

    private static void write(Path folder, String id, String header) throws IOException {
        Files.writeString(
                folder.resolve(id + ".sql"),
                "-- @revision " + id + "\n" + header + "-- @upgrade\nCREATE TABLE " + id + " (id int);\n");
    }

    private void execute(String statement) {
        JdbcClient.create(database.dataSource()).sql(statement).update();
    }

    private List<String> tables() {
        return JdbcClient.create(database.dataSource())
                .sql("SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename NOT LIKE 'migration%'"
                        + " ORDER BY 1")
                .query(String.class)
                .list();
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({DataSourceAutoConfiguration.class, MigrationAutoConfiguration.class})
    static class Application {}
}
