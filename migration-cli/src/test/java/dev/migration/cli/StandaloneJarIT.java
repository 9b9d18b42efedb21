package dev.migration.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import dev.migration.test.postgres.PostgresDatabase;
import dev.migration.test.postgres.PostgresTest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/** Runs the stand-alone jar as a process, in a folder, on a database. */
@PostgresTest
class StandaloneJarIT {

    private static final int TIMEOUT_IN_SECONDS = 60;

    @TempDir
    Path directory;

    private CommandLineJar jar;
    private CommandLineJar jarWithoutDatabase;
    private PostgresDatabase database;

    @BeforeEach
    void startEmpty(PostgresDatabase postgres) throws IOException {
        postgres.reset();
        database = postgres;
        jar = CommandLineJar.of(directory, postgres);
        jarWithoutDatabase = CommandLineJar.of(directory);
        Files.createDirectories(directory.resolve("revisions"));
    }

    @Test
    void theJarNeedsNoOtherFile() throws Exception {
        jar.table("a1", "").table("b2", "a1");

        CommandLineJar.Ended upgrade = jarWithoutDatabase.runJar(
                "--url", database.url(),
                "--user", database.username(),
                "--password", database.password(),
                "--location", "filesystem:revisions",
                "upgrade", "heads");

        assertThat(upgrade.exitCode()).isZero();
        assertThat(upgrade.out())
                .contains("Upgrade from base to b2: 2 revisions", "1/2  Applied a1", "The database is at b2.");
        assertThat(upgrade.err()).isEmpty();
        assertThat(jar.runJar("downgrade", "-1").out()).contains("The database is at a1.");
        assertThat(jar.runJar("current", "--check-heads").exitCode()).isEqualTo(3);
    }

    @Test
    void commandsPrintJson() throws Exception {
        jar.table("a1", "");

        assertThat(json("plan").at("/steps/0/revision").stringValue()).isEqualTo("a1");
        assertThat(json("verify").at("/error/type").stringValue()).isEqualTo("PendingRevisionsException");
        assertThat(json("upgrade").at("/after/0").stringValue()).isEqualTo("a1");
        assertThat(json("current").at("/status").stringValue()).isEqualTo("UP_TO_DATE");
        assertThat(json("upgrade", "nowhere").at("/exitCode").intValue()).isEqualTo(2);
        assertThat(json("upgrade", "--nonsense").at("/error/problem").stringValue())
                .contains("--nonsense");
    }

    @Test
    void aContradictionHasExitCodeFive() throws Exception {
        jar.table("a1", "");
        jar.runJar("upgrade");
        jar.write("a1", "-- @revision a1\n-- @upgrade\nSELECT 2;\n");
        jar.table("b2", "a1");

        assertThat(jar.runJar("upgrade").exitCode()).isEqualTo(5);
        assertThat(jar.runJar("plan").exitCode()).isEqualTo(5);
    }

    @Test
    void aFailureReportsTheCurrentRevisionWithoutAStackTrace() throws Exception {
        jar.table("a1", "");
        jar.write("b2", "-- @revision b2\n-- @revises a1\n-- @upgrade\nSELECT nonsense;\n");

        CommandLineJar.Ended failed = jar.runJar("upgrade");

        assertThat(failed.exitCode()).isEqualTo(1);
        assertThat(failed.err())
                .contains("b2.sql:4:8", "What to do:", "The database is at a1.")
                .doesNotContain("\tat ");
        assertThat(jar.runJar("--stacktrace", "upgrade").err()).contains("\tat dev.migration");
    }

    @Test
    void aTerminatedProcessReportsTheCurrentRevision() throws Exception {
        jar.table("a1", "");
        jar.write("b2", "-- @revision b2\n-- @revises a1\n-- @upgrade\nCREATE TABLE b2 ();\nSELECT pg_sleep(300);\n");
        CommandLineJar.Running upgrade = jar.start("upgrade");
        upgrade.awaitLine("Applied a1");

        upgrade.process().destroy();
        CommandLineJar.Ended ended = upgrade.await();

        assertThat(ended.err()).contains("stopped", "The database is at a1.");
        assertThat(jar.runJar("current").out()).startsWith("a1");
    }

    @Test
    void aLockThatIsNotObtainedIsReportedWithItsHolder() throws Exception {
        jar.write(
                "a1",
                "-- @revision a1\n-- @upgrade\nDO $$ BEGIN RAISE NOTICE 'begun'; PERFORM pg_sleep(300); END $$;\n");
        Files.writeString(directory.resolve("hasty.properties"), "migration.lock.wait=0s\n");
        CommandLineJar.Running holder = jar.start("upgrade");
        holder.awaitLine("Upgrade from base to a1");

        jar.runJar("--config", "hasty.properties", "upgrade").refused(4, "pid");

        holder.process().destroy();
        holder.await();
    }

    @Test
    void usageErrorsAndFailuresHaveDifferentExitCodes() throws Exception {
        jar.table("a1", "");

        jar.runJar("upgarde").refused(2, "Did you mean 'upgrade'?");
        jar.runJar("upgrade", "--locaton", "x").refused(2, "Did you mean '--location'?");
        jar.runJar("upgrade", "a9").refused(2, "'a9'");
        jar.runJar("downgrade").refused(2, "TARGET");
        jarWithoutDatabase.runJar("upgrade").refused(2, "--url");
        new CommandLineJar(directory, Map.of("DATABASE_URL", "postgres://u:geheim@127.0.0.1:1/db"))
                .runJar("upgrade")
                .refused(1, "reached");
        jarWithoutDatabase
                .runJar("--url", "jdbc:postgresql://127.0.0.1:99999/db?password=geheim", "upgrade")
                .refused(2, "127.0.0.1");
    }

    @Test
    void revisionsAreWrittenAtomicallyAndNotOverwritten() throws Exception {
        Files.writeString(directory.resolve("migration.properties"), "migration.authoring.file-name=${slug}\n");

        assertThat(jarWithoutDatabase
                        .runJar("revision", "-m", "first", "--rev-id", "a1")
                        .exitCode())
                .isZero();
        jarWithoutDatabase.runJar("revision", "-m", "first").refused(1, "already exists");
        assertThat(jarWithoutDatabase
                        .runJar("revision", "-m", "second", "--rev-id", "b2")
                        .exitCode())
                .isZero();
        Files.createDirectories(directory.resolve("revision-templates"));
        Files.writeString(directory.resolve("revision-templates/default.sql"), "-- ${mesage}\n-- @revision ${id}\n");
        jarWithoutDatabase.runJar("revision", "-m", "third").refused(1, "Did you mean 'message'?");
        assertThat(jarWithoutDatabase.runJar("history", "--graph").out().lines())
                .containsExactly("*  b2 (head), second", "*  a1, first");
    }

    @Test
    void offlineSqlIsRunByPsql() throws Exception {
        jar.table("a1", "").table("b2", "a1");
        jar.write(
                "c3",
                "-- @revision c3\n-- @revises b2\n-- @upgrade\nCREATE TABLE größe AS SELECT 'ü'::text AS a;\n-- @downgrade\nDROP TABLE größe;\n");

        CommandLineJar.Ended text =
                new CommandLineJar(directory, Map.of("LC_ALL", "C")).run("upgrade", "heads", "--sql");

        assertThat(text.exitCode()).as(text.err()).isZero();
        assertThat(text.out())
                .startsWith("-- Upgrade from base to c3: 3 revisions.")
                .contains("größe");
        psql(text.out());
        assertThat(jar.runJar("current").out()).startsWith("c3");
        assertThat(jar.runJar("verify").exitCode()).isZero();
        psql(jarWithoutDatabase.runJar("downgrade", "heads:a1", "--sql").out());
        assertThat(jar.runJar("current").out()).startsWith("a1");
        psql(jarWithoutDatabase.runJar("stamp", "a1:base", "--sql").out());
        assertThat(jar.jsonOfJar("current").at("/current").isEmpty()).isTrue();
    }

    @Test
    void offlineSqlIsWrittenAtomicallyAndNotOverwritten() throws Exception {
        jar.table("a1", "");

        assertThat(jarWithoutDatabase
                        .runJar("upgrade", "--sql", "--output", "up.txt")
                        .out())
                .startsWith("Wrote up.txt: from base to a1");
        assertThat(directory.resolve("up.txt"))
                .content()
                .endsWith("\n")
                .contains("CREATE TABLE a1 (id int PRIMARY KEY);");
        jarWithoutDatabase.runJar("upgrade", "--sql", "--output", "up.txt").refused(2, "already exists");
        jarWithoutDatabase
                .runJar("downgrade", "base", "--sql", "--output", "down.txt")
                .refused(2, "downgrade heads:base --sql");
        jarWithoutDatabase.runJar("upgrade", "--output", "other.txt").refused(2, "Add --sql");
        jarWithoutDatabase
                .runJar("upgrade", "--sql", "--output", "no/folder/up.txt")
                .refused(1, "no/folder");
        assertThat(directory.resolve("down.txt")).doesNotExist();
        assertThat(directory.resolve("down.txt.new")).doesNotExist();
        assertThat(jarWithoutDatabase.jsonOfJar("upgrade", "--sql").get("sql").stringValue())
                .isEqualTo(Files.readString(directory.resolve("up.txt")));
    }

    @Test
    void helpHasExamplesAndExitCodes() throws Exception {
        CommandLineJar.Ended help = jarWithoutDatabase.runJar("upgrade", "--help");

        assertThat(help.exitCode()).isZero();
        assertThat(help.out()).contains("Examples:", "upgrade reporting@head", "Exit codes:", "--url");
    }

    @Test
    void theJarCarriesLicencesAndNoSignature() throws IOException {
        try (JarFile file = new JarFile(System.getProperty("cli.jar"))) {
            assertThat(file.stream().map(entry -> entry.getName()))
                    .contains("META-INF/LICENSE", "META-INF/THIRD-PARTY.txt")
                    .noneMatch(name -> name.endsWith(".SF") || name.endsWith("module-info.class"));
        }
    }

    /** The shade plugin must not publish a reduced descriptor: an application would then miss picocli. */
    @Test
    void theInstalledDescriptorHasTheDependenciesOfTheCommands() throws IOException {
        String descriptor = System.getProperty("cli.pom").substring("file:".length());
        assertThat(Files.readString(Path.of(descriptor)))
                .contains(
                        "<artifactId>migration-core</artifactId>",
                        "<artifactId>picocli</artifactId>",
                        "<artifactId>jackson-core</artifactId>",
                        "<artifactId>progressbar</artifactId>");
    }

    private JsonNode json(String... arguments) throws Exception {
        JsonNode read = jar.jsonOfJar(arguments);
        assertThat(read.get("command").stringValue()).isEqualTo(arguments[0]);
        return read;
    }

    private void psql(String text) throws Exception {
        Path file = Files.createTempFile(directory, "offline", ".txt");
        Files.writeString(file, text);
        Path output = Files.createTempFile(directory, "psql", ".txt");
        ProcessBuilder psql = new ProcessBuilder(
                        "psql",
                        "-X",
                        "-q",
                        "-v",
                        "ON_ERROR_STOP=1",
                        "-d",
                        CommandLineJar.uri(database).replace("postgres://", "postgresql://"),
                        "-f",
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        Process process;
        try {
            process = psql.start();
        } catch (IOException missing) {
            assumeThat(missing)
                    .as("psql is not installed: " + missing.getMessage())
                    .isNull();
            throw missing;
        }
        assertThat(process.waitFor(TIMEOUT_IN_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(output)).isZero();
        assertThat(output).isEmptyFile();
    }
}
