package dev.migration.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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

import dev.migration.cli.CommandLineJar.Ended;
import dev.migration.cli.CommandLineJar.Running;
import dev.migration.test.postgres.PostgresDatabase;
import dev.migration.test.postgres.PostgresTest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Runs the packaged jar as a process. */
@PostgresTest
class StandaloneJarIT {

    private static final int TIMEOUT_IN_SECONDS = 60;

    @TempDir
    Path directory;

    private PostgresDatabase database;
    private CommandLineJar jar;
    private CommandLineJar offline;

    @BeforeEach
    void startEmpty(PostgresDatabase postgres) throws IOException {
        postgres.reset();
        database = postgres;
        jar = CommandLineJar.of(directory, postgres);
        offline = CommandLineJar.of(directory);
        Files.createDirectories(directory.resolve("revisions"));
    }

    @Test
    void theJarNeedsNoOtherFile() throws Exception {
        jar.table("a1", "").table("b2", "a1");

        Ended upgrade = offline.run(
                "--url", database.url(),
                "--user", database.username(),
                "--password", database.password(),
                "--location", "filesystem:revisions",
                "upgrade", "heads");

        assertThat(upgrade.exitCode()).isZero();
        assertThat(upgrade.out())
                .contains("Upgrade from base to b2: 2 revisions", "1/2  Applied a1", "The database is at b2.");
        assertThat(upgrade.err()).isEmpty();
        assertThat(jar.run("downgrade", "-1").out()).contains("The database is at a1.");
        assertThat(jar.run("current", "--check-heads").exitCode()).isEqualTo(3);
    }

    @Test
    void commandsPrintJson() throws Exception {
        jar.table("a1", "");
        assertThat(jar.json("plan").at("/steps/0/revision").stringValue()).isEqualTo("a1");
        assertThat(jar.json("verify").at("/error/type").stringValue()).isEqualTo("PendingRevisionsException");
        assertThat(jar.json("upgrade").at("/after/0").stringValue()).isEqualTo("a1");
        assertThat(jar.json("current").at("/status").stringValue()).isEqualTo("UP_TO_DATE");
        assertThat(jar.json("upgrade", "nowhere").at("/exitCode").intValue()).isEqualTo(2);
        assertThat(jar.json("upgrade", "--nonsense").at("/error/problem").stringValue())
                .contains("--nonsense");
    }

    @Test
    void aContradictionHasExitCodeFive() throws Exception {
        jar.table("a1", "");
        jar.run("upgrade");
        jar.write("a1", "-- @revision a1\n-- @upgrade\nSELECT 2;\n");
        jar.table("b2", "a1");

        assertThat(jar.run("upgrade").exitCode()).isEqualTo(5);
        assertThat(jar.run("plan").exitCode()).isEqualTo(5);
    }

    @Test
    void aFailureReportsWhereTheDatabaseIsWithoutStackTrace() throws Exception {
        jar.table("a1", "");
        jar.write("b2", "-- @revision b2\n-- @revises a1\n-- @upgrade\nSELECT nonsense;\n");

        Ended failed = jar.run("upgrade");

        assertThat(failed.exitCode()).isEqualTo(1);
        assertThat(failed.err())
                .contains("b2.sql:4:8", "What to do:", "The database is at a1.")
                .doesNotContain("\tat ");
        assertThat(jar.run("--stacktrace", "upgrade").err()).contains("\tat dev.migration");
    }

    @Test
    void aTerminatedProcessReportsWhereTheDatabaseIs() throws Exception {
        jar.table("a1", "");
        jar.write("b2", "-- @revision b2\n-- @revises a1\n-- @upgrade\nCREATE TABLE b2 ();\nSELECT pg_sleep(300);\n");
        Running upgrade = jar.start("upgrade");
        upgrade.awaitLine("Applied a1");

        upgrade.process().destroy();
        Ended ended = upgrade.await();

        assertThat(ended.err()).contains("stopped", "The database is at a1.");
        assertThat(jar.run("current").out()).startsWith("a1");
    }

    @Test
    void aLockTimeoutReportsTheLockHolder() throws Exception {
        jar.write(
                "a1",
                "-- @revision a1\n-- @upgrade\nDO $$ BEGIN RAISE NOTICE 'begun'; PERFORM pg_sleep(300); END $$;\n");
        Files.writeString(directory.resolve("hasty.properties"), "migration.lock.wait=0s\n");
        Running holder = jar.start("upgrade");
        holder.awaitLine("Upgrade from base to a1");

        jar.run("--config", "hasty.properties", "upgrade").refused(4, "pid");

        holder.process().destroy();
        holder.await();
    }

    @Test
    void usageErrorsHaveAnotherExitCodeThanFailures() throws Exception {
        jar.table("a1", "");
        jar.run("upgarde").refused(2, "Did you mean 'upgrade'?");
        jar.run("upgrade", "--locaton", "x").refused(2, "Did you mean '--location'?");
        jar.run("upgrade", "a9").refused(2, "'a9'");
        jar.run("downgrade").refused(2, "TARGET");
        offline.run("upgrade").refused(2, "--url");
        new CommandLineJar(directory, Map.of("DATABASE_URL", "postgres://u:geheim@127.0.0.1:1/db"))
                .run("upgrade")
                .refused(1, "reached");
        offline.run("--url", "jdbc:postgresql://127.0.0.1:99999/db?password=geheim", "upgrade")
                .refused(2, "127.0.0.1");
    }

    @Test
    void revisionsAreNotOverwritten() throws Exception {
        Files.writeString(directory.resolve("migration.properties"), "migration.authoring.file-name=${slug}\n");

        assertThat(offline.run("revision", "-m", "first", "--rev-id", "a1").exitCode())
                .isZero();
        offline.run("revision", "-m", "first").refused(1, "exists already");
        assertThat(offline.run("revision", "-m", "second", "--rev-id", "b2").exitCode())
                .isZero();
        Files.createDirectories(directory.resolve("revision-templates"));
        Files.writeString(directory.resolve("revision-templates/default.sql"), "-- ${mesage}\n-- @revision ${id}\n");
        offline.run("revision", "-m", "third").refused(1, "Did you mean 'message'?");
        assertThat(offline.run("history", "--graph").out().lines())
                .containsExactly("*  b2 (head), second", "*  a1, first");
    }

    @Test
    void psqlRunsOfflineSql() throws Exception {
        jar.table("a1", "").table("b2", "a1");
        jar.write(
                "c3",
                "-- @revision c3\n-- @revises b2\n-- @upgrade\nCREATE TABLE größe AS SELECT 'ü'::text AS a;\n-- @downgrade\nDROP TABLE größe;\n");

        Ended text = new CommandLineJar(directory, Map.of("LC_ALL", "C")).run("upgrade", "heads", "--sql");

        assertThat(text.exitCode()).as(text.err()).isZero();
        assertThat(text.out())
                .startsWith("-- Upgrade from base to c3: 3 revisions.")
                .contains("größe");
        psql(text.out());
        assertThat(jar.run("current").out()).startsWith("c3");
        assertThat(jar.run("verify").exitCode()).isZero();
        psql(offline.run("downgrade", "heads:a1", "--sql").out());
        assertThat(jar.run("current").out()).startsWith("a1");
        psql(offline.run("stamp", "a1:base", "--sql").out());
        assertThat(jar.json("current").at("/current").isEmpty()).isTrue();
    }

    @Test
    void offlineSqlIsWrittenToANewFile() throws Exception {
        jar.table("a1", "");

        assertThat(offline.run("upgrade", "--sql", "--output", "up.txt").out())
                .startsWith("Wrote up.txt: from base to a1");
        assertThat(directory.resolve("up.txt"))
                .content()
                .endsWith("\n")
                .contains("CREATE TABLE a1 (id int PRIMARY KEY);");
        offline.run("upgrade", "--sql", "--output", "up.txt").refused(2, "exists already");
        offline.run("downgrade", "base", "--sql", "--output", "down.txt").refused(2, "downgrade heads:base --sql");
        offline.run("upgrade", "--output", "other.txt").refused(2, "Add --sql");
        offline.run("upgrade", "--sql", "--output", "no/folder/up.txt").refused(1, "no/folder");
        assertThat(directory.resolve("down.txt")).doesNotExist();
        assertThat(directory.resolve("down.txt.new")).doesNotExist();
        assertThat(offline.json("upgrade", "--sql").get("sql").stringValue())
                .isEqualTo(Files.readString(directory.resolve("up.txt")));
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

    @Test
    void aFlywayProjectIsImported() throws Exception {
        Path sql = Files.createDirectories(directory.resolve("src/main/resources/db/migration"));
        Files.writeString(sql.resolve("V1__create_tickets.sql"), "CREATE TABLE tickets (id int);\n");
        Files.writeString(sql.resolve("R__open.sql"), "CREATE OR REPLACE VIEW open AS SELECT id FROM tickets;\n");
        Flyway.configure()
                .dataSource(database.url(), database.username(), database.password())
                .locations("filesystem:" + sql)
                .load()
                .migrate();

        assertThat(jar.run("import", "flyway").exitCode()).isEqualTo(3);
        assertImported("flyway", "--yes");
    }

    @Test
    void aLiquibaseProjectIsImported() throws Exception {
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
    void anAlembicProjectIsImported() throws Exception {
        assumeTrue(AlembicProject.canRun(), "needs the packages alembic and python3-psycopg2");
        AlembicProject.write(directory, database).run("upgrade", "heads");

        assertImported("alembic", "--run", "--yes");
    }

    private void assertImported(String tool, String... options) throws Exception {
        List<String> words = new ArrayList<>(List.of("import", tool));
        words.addAll(List.of(options));
        Ended imported = jar.run(words.toArray(String[]::new));
        assertThat(imported.exitCode()).as(imported.err()).isZero();
        assertThat(imported.out()).contains("0 revisions and 0 repeatables pending.");
        assertThat(jar.run("verify").exitCode()).isZero();
    }

    @Test
    void helpHasExamples() throws Exception {
        Ended help = offline.run("upgrade", "--help");

        assertThat(help.exitCode()).isZero();
        assertThat(help.out()).contains("Examples:", "upgrade reporting@head", "Exit codes:", "--url");
    }

    @Test
    void theJarHasLicencesAndNoSignature() throws IOException {
        try (JarFile jar = new JarFile(System.getProperty("cli.jar"))) {
            assertThat(jar.stream().map(entry -> entry.getName()))
                    .contains("META-INF/LICENSE", "META-INF/THIRD-PARTY.txt")
                    .noneMatch(name -> name.endsWith(".SF") || name.endsWith("module-info.class"));
        }
    }

    /** Maven installs this POM with the library; with a reduced one, an application would not get picocli. */
    @Test
    void thePomHasTheDependenciesOfTheCommands() throws IOException {
        String descriptor = System.getProperty("cli.pom").substring("file:".length());
        assertThat(Files.readString(Path.of(descriptor)))
                .contains(
                        "<artifactId>migration-core</artifactId>",
                        "<artifactId>picocli</artifactId>",
                        "<artifactId>progressbar</artifactId>",
                        "<artifactId>snakeyaml-engine</artifactId>");
    }
}
