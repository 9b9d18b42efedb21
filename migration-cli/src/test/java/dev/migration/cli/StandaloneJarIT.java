package dev.migration.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;

import liquibase.Scope;
import liquibase.command.CommandScope;
import liquibase.resource.DirectoryResourceAccessor;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

import dev.migration.test.postgres.PostgresDatabase;
import dev.migration.test.postgres.PostgresTest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The jar as somebody runs it: a process, a folder, a database. */
@PostgresTest
class StandaloneJarIT {

    private static final int PATIENCE_IN_SECONDS = 60;

    @TempDir
    Path directory;

    private PostgresDatabase database;

    @BeforeEach
    void startEmpty(PostgresDatabase postgres) throws IOException {
        postgres.reset();
        database = postgres;
        Files.createDirectories(directory.resolve("revisions"));
    }

    @Test
    void oneJarIsEnough() throws Exception {
        table("a1", "").table("b2", "a1");

        Ended upgrade = run(
                "--url", database.url(),
                "--user", database.username(),
                "--password", database.password(),
                "--location", "filesystem:revisions",
                "upgrade", "heads");

        assertThat(upgrade.exitCode()).isZero();
        assertThat(upgrade.out())
                .contains("Upgrade from base to b2: 2 revisions", "1/2  Applied a1", "The database is at b2.");
        assertThat(upgrade.err()).isEmpty();
        assertThat(run(Map.of("DATABASE_URL", uri()), "downgrade", "-1").out()).contains("The database is at a1.");
        assertThat(run(Map.of("DATABASE_URL", uri()), "current", "--check-heads")
                        .exitCode())
                .isEqualTo(3);
    }

    @Test
    void everyCommandAnswersInJson() throws Exception {
        table("a1", "");
        Map<String, String> environment = Map.of("DATABASE_URL", uri());

        assertThat(json(environment, "plan").at("/steps/0/revision").stringValue())
                .isEqualTo("a1");
        assertThat(json(environment, "verify").at("/error/type").stringValue()).isEqualTo("PendingRevisionsException");
        assertThat(json(environment, "upgrade").at("/after/0").stringValue()).isEqualTo("a1");
        assertThat(json(environment, "current").at("/status").stringValue()).isEqualTo("UP_TO_DATE");
        assertThat(json(environment, "upgrade", "nowhere").at("/exitCode").intValue())
                .isEqualTo(2);
        assertThat(json(environment, "upgrade", "--nonsense")
                        .at("/error/problem")
                        .stringValue())
                .contains("--nonsense");
    }

    @Test
    void aDatabaseThatContradictsTheScriptsIsFive() throws Exception {
        table("a1", "");
        Map<String, String> environment = Map.of("DATABASE_URL", uri());
        run(environment, "upgrade");
        write("a1", "-- @revision a1\n-- @upgrade\nSELECT 2;\n");
        table("b2", "a1");

        assertThat(run(environment, "upgrade").exitCode()).isEqualTo(5);
        assertThat(run(environment, "plan").exitCode()).isEqualTo(5);
    }

    @Test
    void aFailureSaysWhereTheDatabaseIsAndShowsNoStack() throws Exception {
        table("a1", "");
        write("b2", "-- @revision b2\n-- @revises a1\n-- @upgrade\nSELECT nonsense;\n");

        Ended failed = run(Map.of("DATABASE_URL", uri()), "upgrade");

        assertThat(failed.exitCode()).isEqualTo(1);
        assertThat(failed.err())
                .contains("b2.sql:4:8", "What to do:", "The database is at a1.")
                .doesNotContain("\tat ");
        assertThat(run(Map.of("DATABASE_URL", uri()), "--stacktrace", "upgrade").err())
                .contains("\tat dev.migration");
    }

    @Test
    void whoEndsTheProcessIsToldWhereTheDatabaseIs() throws Exception {
        table("a1", "");
        write("b2", "-- @revision b2\n-- @revises a1\n-- @upgrade\nCREATE TABLE b2 ();\nSELECT pg_sleep(300);\n");
        Running upgrade = start(Map.of("DATABASE_URL", uri()), "upgrade");
        upgrade.awaitLine("Applied a1");

        upgrade.process().destroy();
        Ended ended = upgrade.await();

        assertThat(ended.err()).contains("stopped", "The database is at a1.");
        assertThat(run(Map.of("DATABASE_URL", uri()), "current").out()).startsWith("a1");
    }

    @Test
    void whoDoesNotWaitForAnotherSessionIsToldWhoHasTheLock() throws Exception {
        write("a1", "-- @revision a1\n-- @upgrade\nDO $$ BEGIN RAISE NOTICE 'begun'; PERFORM pg_sleep(300); END $$;\n");
        Files.writeString(directory.resolve("hasty.properties"), "migration.lock.wait=0s\n");
        Map<String, String> environment = Map.of("DATABASE_URL", uri());
        Running holder = start(environment, "upgrade");
        holder.awaitLine("Upgrade from base to a1");

        assertRefused(run(environment, "--config", "hasty.properties", "upgrade"), 4, "pid");

        holder.process().destroy();
        holder.await();
    }

    @Test
    void badInputIsToldFromFailure() throws Exception {
        table("a1", "");
        Map<String, String> environment = Map.of("DATABASE_URL", uri());

        assertRefused(run(environment, "upgarde"), 2, "Did you mean 'upgrade'?");
        assertRefused(run(environment, "upgrade", "--locaton", "x"), 2, "Did you mean '--location'?");
        assertRefused(run(environment, "upgrade", "a9"), 2, "'a9'");
        assertRefused(run(environment, "downgrade"), 2, "TARGET");
        assertRefused(run(Map.of(), "upgrade"), 2, "--url");
        assertRefused(run(Map.of("DATABASE_URL", "postgres://u:geheim@127.0.0.1:1/db"), "upgrade"), 1, "reached");
        assertRefused(run("--url", "jdbc:postgresql://127.0.0.1:99999/db?password=geheim", "upgrade"), 2, "127.0.0.1");
    }

    @Test
    void revisionsAreWrittenOnceAndWhole() throws Exception {
        Files.writeString(directory.resolve("migration.properties"), "migration.authoring.file-name=${slug}\n");

        assertThat(run("revision", "-m", "first", "--rev-id", "a1").exitCode()).isZero();
        assertRefused(run("revision", "-m", "first"), 1, "already exists");
        assertThat(run("revision", "-m", "second", "--rev-id", "b2").exitCode()).isZero();
        Files.createDirectories(directory.resolve("revision-templates"));
        Files.writeString(directory.resolve("revision-templates/default.sql"), "-- ${mesage}\n-- @revision ${id}\n");
        assertRefused(run("revision", "-m", "third"), 1, "Did you mean 'message'?");
        assertThat(run("history", "--graph").out().lines()).containsExactly("*  b2 (head), second", "*  a1, first");
    }

    @Test
    void sqlThatIsWrittenWithoutADatabaseIsRunByPsql() throws Exception {
        table("a1", "").table("b2", "a1");
        write(
                "c3",
                "-- @revision c3\n-- @revises b2\n-- @upgrade\nCREATE TABLE größe AS SELECT 'ü'::text AS a;\n-- @downgrade\nDROP TABLE größe;\n");

        Ended text = run(Map.of("LC_ALL", "C"), "upgrade", "heads", "--sql");

        assertThat(text.exitCode()).as(text.err()).isZero();
        assertThat(text.out())
                .startsWith("-- Upgrade from base to c3: 3 revisions.")
                .contains("größe");
        psql(text.out());
        assertThat(run(Map.of("DATABASE_URL", uri()), "current").out()).startsWith("c3");
        assertThat(run(Map.of("DATABASE_URL", uri()), "verify").exitCode()).isZero();
        psql(run("downgrade", "heads:a1", "--sql").out());
        assertThat(run(Map.of("DATABASE_URL", uri()), "current").out()).startsWith("a1");
        psql(run("stamp", "a1:base", "--sql").out());
        assertThat(json(Map.of("DATABASE_URL", uri()), "current").at("/current").isEmpty())
                .isTrue();
    }

    @Test
    void sqlGoesIntoAFileThatIsWholeAndNew() throws Exception {
        table("a1", "");

        assertThat(run("upgrade", "--sql", "--output", "up.txt").out()).startsWith("Wrote up.txt: from base to a1");
        assertThat(directory.resolve("up.txt")).content().endsWith("\n").contains("CREATE TABLE a1 ();");
        assertRefused(run("upgrade", "--sql", "--output", "up.txt"), 2, "exists already");
        assertRefused(run("downgrade", "base", "--sql", "--output", "down.txt"), 2, "downgrade heads:base --sql");
        assertRefused(run("upgrade", "--output", "other.txt"), 2, "Add --sql");
        assertRefused(run("upgrade", "--sql", "--output", "no/folder/up.txt"), 1, "no/folder");
        assertThat(directory.resolve("down.txt")).doesNotExist();
        assertThat(directory.resolve("down.txt.new")).doesNotExist();
        assertThat(json(Map.of(), "upgrade", "--sql").get("sql").stringValue())
                .isEqualTo(Files.readString(directory.resolve("up.txt")));
    }

    private void psql(String text) throws Exception {
        Path file = Files.createTempFile(directory, "offline", ".txt");
        Files.writeString(file, text);
        Path said = Files.createTempFile(directory, "psql", ".txt");
        ProcessBuilder psql = new ProcessBuilder(
                        "psql",
                        "-X",
                        "-q",
                        "-v",
                        "ON_ERROR_STOP=1",
                        "-d",
                        uri().replace("postgres://", "postgresql://"),
                        "-f",
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        Process process;
        try {
            process = psql.start();
        } catch (IOException missing) {
            assumeThat(missing)
                    .as("psql is not installed: " + missing.getMessage())
                    .isNull();
            throw missing;
        }
        assertThat(process.waitFor(PATIENCE_IN_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(said)).isZero();
        assertThat(said).isEmptyFile();
    }

    @Test
    void aProjectOfFlywaysIsImported() throws Exception {
        Path sql = Files.createDirectories(directory.resolve("src/main/resources/db/migration"));
        Files.writeString(sql.resolve("V1__create_tickets.sql"), "CREATE TABLE tickets (id int);\n");
        Files.writeString(sql.resolve("R__open.sql"), "CREATE OR REPLACE VIEW open AS SELECT id FROM tickets;\n");
        Flyway.configure()
                .dataSource(database.url(), database.username(), database.password())
                .locations("filesystem:" + sql)
                .load()
                .migrate();

        assertThat(run(Map.of("DATABASE_URL", uri()), "import", "flyway").exitCode())
                .isEqualTo(3);
        assertImported("flyway", "--yes");
    }

    @Test
    void aProjectOfLiquibasesIsImported() throws Exception {
        Files.writeString(
                directory.resolve("log.sql"),
                "--liquibase formatted sql\n--changeset ann:tickets\nCREATE TABLE tickets ();\n--rollback DROP TABLE tickets;\n");
        Scope.child(
                Map.of(Scope.Attr.resourceAccessor.name(), new DirectoryResourceAccessor(directory)),
                () -> new CommandScope("update")
                        .addArgumentValue("changelogFile", "log.sql")
                        .addArgumentValue("url", database.url())
                        .addArgumentValue("username", database.username())
                        .addArgumentValue("password", database.password())
                        .setOutput(OutputStream.nullOutputStream())
                        .execute());

        assertImported("liquibase", "--changelog", "log.sql", "--yes");
    }

    @Test
    void aProjectOfAlembicsIsImported() throws Exception {
        assumeTrue(AlembicProject.canRun(), "needs the packages alembic and python3-psycopg2");
        AlembicProject.write(directory, database).run("upgrade", "heads");

        assertImported("alembic", "--run", "--yes");
    }

    private void assertImported(String tool, String... options) throws Exception {
        Map<String, String> environment = Map.of("DATABASE_URL", uri());
        List<String> words = new ArrayList<>(List.of("import", tool));
        words.addAll(List.of(options));
        Ended imported = run(environment, words.toArray(String[]::new));
        assertThat(imported.exitCode()).as(imported.err()).isZero();
        assertThat(imported.out()).contains("0 revisions and 0 repeatables pending.");
        assertThat(run(environment, "verify").exitCode()).isZero();
    }

    @Test
    void helpTeaches() throws Exception {
        Ended help = run("upgrade", "--help");

        assertThat(help.exitCode()).isZero();
        assertThat(help.out()).contains("Examples:", "upgrade reporting@head", "Exit codes:", "--url");
    }

    @Test
    void theJarCarriesLicencesAndNoSignature() throws IOException {
        try (JarFile jar = new JarFile(System.getProperty("cli.jar"))) {
            assertThat(jar.stream().map(entry -> entry.getName()))
                    .contains("META-INF/LICENSE", "META-INF/THIRD-PARTY.txt")
                    .noneMatch(name -> name.endsWith(".SF") || name.endsWith("module-info.class"));
        }
    }

    /** What Maven installs beside the library; a reduced one would leave an application without picocli. */
    @Test
    void theInstalledDescriptorNamesWhatTheCommandsNeed() throws IOException {
        String descriptor = System.getProperty("cli.pom").substring("file:".length());
        assertThat(Files.readString(Path.of(descriptor)))
                .contains(
                        "<artifactId>migration-core</artifactId>",
                        "<artifactId>picocli</artifactId>",
                        "<artifactId>progressbar</artifactId>");
    }

    private void assertRefused(Ended ended, int exitCode, String reason) {
        assertThat(ended.exitCode()).as(ended.err()).isEqualTo(exitCode);
        assertThat(ended.err())
                .contains(reason, "What to do:")
                .doesNotContain("\tat ")
                .doesNotContain("geheim");
    }

    private String uri() {
        return database.url()
                .replace("jdbc:postgresql://", "postgres://" + database.username() + ":" + database.password() + "@");
    }

    private StandaloneJarIT table(String id, String revises) throws IOException {
        return write(
                id,
                "-- @revision " + id + "\n" + (revises.isEmpty() ? "" : "-- @revises " + revises + "\n")
                        + "-- @upgrade\nCREATE TABLE " + id + " ();\n-- @downgrade\nDROP TABLE " + id + ";\n");
    }

    private StandaloneJarIT write(String id, String text) throws IOException {
        Files.writeString(directory.resolve("revisions").resolve(id + ".sql"), text);
        return this;
    }

    private JsonNode json(Map<String, String> environment, String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--json");
        Ended ended = run(environment, all.toArray(String[]::new));
        JsonNode read = new ObjectMapper().readTree(ended.out());
        assertThat(read.get("command").stringValue()).isEqualTo(arguments[0]);
        assertThat(read.get("exitCode").intValue()).isEqualTo(ended.exitCode());
        assertThat(ended.err()).isEmpty();
        return read;
    }

    private Ended run(String... arguments) throws Exception {
        return run(Map.of(), arguments);
    }

    private Ended run(Map<String, String> environment, String... arguments) throws Exception {
        return start(environment, arguments).await();
    }

    private Running start(Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-jar",
                System.getProperty("cli.jar")));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        Map<String, String> variables = new HashMap<>(environment);
        List.of("DATABASE_URL", "SPRING_DATASOURCE_URL", "JAVA_TOOL_OPTIONS").forEach(builder.environment()::remove);
        builder.environment().putAll(variables);
        Path out = Files.createTempFile(directory, "out", ".txt");
        Path err = Files.createTempFile(directory, "err", ".txt");
        Process process =
                builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        return new Running(process, out, err);
    }

    /** A process that may still run. */
    private record Running(Process process, Path out, Path err) {

        void awaitLine(String part) throws IOException {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_IN_SECONDS);
            while (!Files.readString(out).contains(part)) {
                assertThat(System.nanoTime()).as(Files.readString(err)).isLessThan(deadline);
                Thread.onSpinWait();
            }
        }

        Ended await() throws Exception {
            assertThat(process.waitFor(PATIENCE_IN_SECONDS, TimeUnit.SECONDS)).isTrue();
            return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
        }
    }

    private record Ended(int exitCode, String out, String err) {}
}
