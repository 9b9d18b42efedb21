// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support;

import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.migration.test.postgres.PostgresDatabase;
import dev.migration.test.postgres.PostgresServer;

import static org.assertj.core.api.Assertions.assertThat;

/** Runs commands in the packaged application: {@code java -jar app.jar migrations …}. */
class ApplicationCommandIT {

    private static final int TIMEOUT_IN_SECONDS = 120;

    private static final String SCRIPTS = "src/main/resources/db/revisions";

    @TempDir
    Path folder;

    private final List<String> flags =
            new ArrayList<>(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m"));

    /** Most need not be given to the jar as it is, which starts slowly. */
    private List<String> application = UnpackedSample.command();

    private PostgresDatabase database;

    @BeforeEach
    void createDatabase() {
        database = PostgresServer.shared().createDatabase("commands");
    }

    @AfterEach
    void dropDatabase() {
        database.close();
    }

    @Test
    void anUpgradeAppliesAllRevisionsOfTheApplicationIncludingThoseInJava() throws Exception {
        application = UnpackedSample.packed();
        var upgrade = run("migrations", "upgrade", "heads");

        assertThat(upgrade.exitCode()).as(upgrade.err()).isZero();
        assertThat(upgrade.out())
                .contains(
                        "Upgrade from base to %s: %d revisions"
                                .formatted(SampleRevisions.head(), SampleRevisions.count()),
                        "Applied data001",
                        "The database is at " + SampleRevisions.head() + ".");
        assertThat(run("migrations", "verify").exitCode()).isZero();
        assertThat(run("migrations", "schema-health").err())
                .contains("needs pg-index-health", "io.github.mfvanek:pg-index-health-core");
        assertThat(run("migrations", "drift").out())
                .contains("The database is what its revisions mean, at " + SampleRevisions.head() + ".");
    }

    @Test
    void aCommandRunsOnCodeThatWasGeneratedAheadOfTime() throws Exception {
        application = UnpackedSample.packed();
        flags.add("-Dspring.aot.enabled=true");

        var upgrade = run("migrations", "upgrade", "heads");

        assertThat(upgrade.exitCode()).as(upgrade.err()).isZero();
        assertThat(upgrade.out()).contains("Applied data001", "The database is at " + SampleRevisions.head() + ".");
    }

    @Test
    void nothingOfTheApplicationIsStarted() throws Exception {
        try (var taken = new ServerSocket(0)) {
            var upgrade = run("--server.port=" + taken.getLocalPort(), "migrations", "upgrade", "--json");

            assertThat(upgrade.exitCode()).as(upgrade.err()).isZero();
            assertThat(upgrade.err()).isEmpty();
            JsonNode answer = JsonMapper.shared().readTree(upgrade.out());
            assertThat(answer.at("/steps").size()).isEqualTo(SampleRevisions.count());
        }
        assertThat(JdbcClient.create(database.dataSource())
                        .sql("SELECT count(*) FROM users")
                        .query(Integer.class)
                        .single())
                .as("demo data, which a start of the application inserts")
                .isZero();
    }

    @Test
    void propertiesOfTheApplicationMayStandAnywhere() throws Exception {
        var upgrade =
                run("migrations", "upgrade", "def456", "--migration.schema=bookkeeping", "--spring.profiles.active=x");

        assertThat(upgrade.exitCode()).isEqualTo(1);
        assertThat(upgrade.err()).contains("bookkeeping", "What to do:");
    }

    @Test
    void theUrlOptionIsTheAddressOfTheWholeApplication() throws Exception {
        var upgrade = run(
                "migrations",
                "upgrade",
                "--url",
                database.url(),
                "--user",
                database.username(),
                "--password",
                database.password(),
                "--spring.datasource.hikari.maximum-pool-size=1",
                "--spring.config.import=optional:file:none.yaml");

        assertThat(upgrade.exitCode()).as(upgrade.err()).isZero();
        assertThat(run("migrations", "current", "--config", "other.properties").exitCode())
                .isEqualTo(2);
    }

    @Test
    void verifyWithPendingRevisionsExitsWithThreeAndWithoutAFailureReport() throws Exception {
        var verify = run("migrations", "verify");

        assertThat(verify.exitCode()).isEqualTo(3);
        assertThat(verify.err())
                .contains("def456", SampleRevisions.head())
                .doesNotContain("\tat ", "APPLICATION FAILED");
    }

    @Test
    void anUnknownCommandNeedsNoDatabase() throws Exception {
        var wrong = run("--spring.datasource.url=jdbc:postgresql://127.0.0.1:1/none", "migrations", "upgarde");

        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.err()).contains("Did you mean 'upgrade'?", "migrations --help");
    }

    @Test
    void aDatabaseThatDoesNotAnswerIsReportedWithoutAStackTrace() throws Exception {
        var current = run("migrations", "current", "--url", "jdbc:postgresql://127.0.0.1:1/none");

        assertThat(current.exitCode()).isEqualTo(1);
        assertThat(current.err()).contains("127.0.0.1:1", "What to do:").doesNotContain("\tat ");
    }

    @Test
    void faultsOfScriptsAreReportedAsTheFailureOfTheCommand() throws Exception {
        Files.writeString(folder.resolve("a.sql"), "-- @revision a1\n-- @revizes b\n-- @upgrade\nSELECT 1;\n");

        var upgrade = run("migrations", "upgrade", "--location", "filesystem:" + folder);

        assertThat(upgrade.exitCode()).isEqualTo(1);
        assertThat(upgrade.err()).contains("a.sql:2", "@revises").doesNotContain("\tat ", "APPLICATION FAILED");
    }

    @Test
    void aRevisionIsWrittenToTheSourcesAndMayReviseOneInJava() throws Exception {
        FileSystemUtils.copyRecursively(Path.of(SCRIPTS), folder.resolve(SCRIPTS));

        var revision =
                run("migrations", "revision", "-m", "more", "--head", "data001", "--splice", "--rev-id", "more1");

        assertThat(revision.exitCode()).as(revision.err()).isZero();
        assertThat(folder.resolve(SCRIPTS)).isDirectoryContaining("glob:**_more1_more.sql");
    }

    @Test
    void aRetryIsPrintedOnce() throws Exception {
        run("migrations", "upgrade", "def456");
        StartedProcess upgrade;
        try (var holder = database.dataSource().getConnection();
                var statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("LOCK TABLE tickets");
            upgrade = start("migrations", "upgrade", "abc123");
            awaitLine(upgrade, "is retried in");
            holder.rollback();
        }

        var ended = upgrade.awaitEnd();

        assertThat(ended.exitCode()).as(ended.err()).isZero();
        assertThat(ended.out()).contains("abc123 was rolled back and is retried in");
        assertThat(ended.err()).isEmpty();
    }

    @Test
    void aTerminatedCommandReportsTheRevisionOfTheDatabase() throws Exception {
        application = UnpackedSample.packed();
        Files.writeString(folder.resolve("a.sql"), "-- @revision a0\n-- @upgrade\nCREATE TABLE a ();\n");
        // The application's Java revision revises this one.
        Files.writeString(
                folder.resolve("b.sql"), "-- @revision xyz789\n-- @revises a0\n-- @upgrade\nSELECT pg_sleep(300);\n");
        var upgrade = start("migrations", "upgrade", "--location", "filesystem:" + folder);
        awaitLine(upgrade, "Applied a0");

        upgrade.process().destroy();
        var result = upgrade.awaitEnd();

        assertThat(result.err()).contains("stopped", "The database is at a0.");
        assertThat(run("migrations", "current", "--location", "filesystem:" + folder)
                        .out())
                .startsWith("a0");
    }

    private ProcessResult run(String... arguments) throws Exception {
        return start(arguments).awaitEnd();
    }

    private StartedProcess start(String... arguments) throws Exception {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.addAll(application);
        command.addAll(List.of(arguments));
        var out = Files.createTempFile(folder, "out-", ".txt");
        var err = Files.createTempFile(folder, "err-", ".txt");
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().remove("DATABASE_URL");
        var byOptions = List.of(arguments).contains("--user");
        builder.environment().put("SPRING_DATASOURCE_URL", byOptions ? "jdbc:nonsense:" : database.url());
        builder.environment().put("SPRING_DATASOURCE_USERNAME", byOptions ? "nobody" : database.username());
        builder.environment().put("SPRING_DATASOURCE_PASSWORD", byOptions ? "none" : database.password());
        return new StartedProcess(builder.start(), out, err);
    }

    private static void awaitLine(StartedProcess started, String text) throws Exception {
        var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_IN_SECONDS);
        while (!Files.readString(started.out()).contains(text)) {
            assertThat(System.nanoTime()).as(Files.readString(started.err())).isLessThan(end);
            assertThat(started.process().waitFor(50, TimeUnit.MILLISECONDS))
                    .as(Files.readString(started.err()))
                    .isFalse();
        }
    }

    private record StartedProcess(Process process, Path out, Path err) {

        ProcessResult awaitEnd() throws Exception {
            try {
                assertThat(process.waitFor(TIMEOUT_IN_SECONDS, TimeUnit.SECONDS))
                        .as(Files.readString(err))
                        .isTrue();
                return new ProcessResult(process.exitValue(), Files.readString(out), Files.readString(err));
            } finally {
                process.destroyForcibly();
            }
        }
    }

    private record ProcessResult(int exitCode, String out, String err) {}
}
