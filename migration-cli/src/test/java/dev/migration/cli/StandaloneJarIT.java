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

/** The jar as somebody runs it: a process, a folder, a database. {@link StandaloneTests} has what needs no process. */
@PostgresTest
class StandaloneJarIT {

    private static final int PATIENCE_IN_SECONDS = 60;

    @TempDir
    Path directory;

    private PostgresDatabase database;
    private CommandLineJar jar;
    private CommandLineJar noDatabase;

    @BeforeEach
    void startEmpty(PostgresDatabase postgres) throws IOException {
        postgres.reset();
        database = postgres;
        jar = CommandLineJar.of(directory, postgres);
        noDatabase = CommandLineJar.of(directory);
        Files.createDirectories(directory.resolve("revisions"));
    }

    @Test
    void oneJarIsEnough() throws Exception {
        jar.table("a1", "").table("b2", "a1");

        Ended upgrade = noDatabase.runJar(
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
    void everyCommandAnswersInJson() throws Exception {
        jar.table("a1", "");

        assertThat(jar.jsonOfJar("plan").at("/steps/0/revision").stringValue()).isEqualTo("a1");
        assertThat(jar.jsonOfJar("verify").at("/error/type").stringValue()).isEqualTo("PendingRevisionsException");
        assertThat(jar.jsonOfJar("upgrade").at("/after/0").stringValue()).isEqualTo("a1");
        assertThat(jar.jsonOfJar("current").at("/status").stringValue()).isEqualTo("UP_TO_DATE");
        assertThat(jar.jsonOfJar("upgrade", "nowhere").at("/exitCode").intValue())
                .isEqualTo(2);
        assertThat(jar.jsonOfJar("upgrade", "--nonsense").at("/error/problem").stringValue())
                .contains("--nonsense");
    }

    @Test
    void aFailureSaysWhereTheDatabaseIsAndShowsNoStack() throws Exception {
        jar.table("a1", "");
        jar.write("b2", "-- @revision b2\n-- @revises a1\n-- @upgrade\nSELECT nonsense;\n");

        Ended failed = jar.runJar("upgrade");

        assertThat(failed.exitCode()).isEqualTo(1);
        assertThat(failed.err())
                .contains("b2.sql:4:8", "What to do:", "The database is at a1.")
                .doesNotContain("\tat ");
        assertThat(jar.runJar("--stacktrace", "upgrade").err()).contains("\tat dev.migration");
    }

    @Test
    void whoEndsTheProcessIsToldWhereTheDatabaseIs() throws Exception {
        jar.table("a1", "");
        jar.write("b2", "-- @revision b2\n-- @revises a1\n-- @upgrade\nCREATE TABLE b2 ();\nSELECT pg_sleep(300);\n");
        Running upgrade = jar.start("upgrade");
        upgrade.awaitLine("Applied a1");

        upgrade.process().destroy();
        Ended ended = upgrade.await();

        assertThat(ended.err()).contains("stopped", "The database is at a1.");
        assertThat(jar.runJar("current").out()).startsWith("a1");
    }

    @Test
    void whoDoesNotWaitForAnotherSessionIsToldWhoHasTheLock() throws Exception {
        jar.write(
                "a1",
                "-- @revision a1\n-- @upgrade\nDO $$ BEGIN RAISE NOTICE 'begun'; PERFORM pg_sleep(300); END $$;\n");
        Files.writeString(directory.resolve("hasty.properties"), "migration.lock.wait=0s\n");
        Running holder = jar.start("upgrade");
        holder.awaitLine("Upgrade from base to a1");

        jar.runJar("--config", "hasty.properties", "upgrade").refused(4, "pid");

        holder.process().destroy();
        holder.await();
    }

    @Test
    void sqlThatIsWrittenWithoutADatabaseIsRunByPsql() throws Exception {
        jar.table("a1", "").table("b2", "a1");
        jar.write(
                "c3",
                "-- @revision c3\n-- @revises b2\n-- @upgrade\nCREATE TABLE größe AS SELECT 'ü'::text AS a;\n-- @downgrade\nDROP TABLE größe;\n");

        Ended text = new CommandLineJar(directory, Map.of("LC_ALL", "C")).runJar("upgrade", "heads", "--sql");

        assertThat(text.exitCode()).as(text.err()).isZero();
        assertThat(text.out())
                .startsWith("-- Upgrade from base to c3: 3 revisions.")
                .contains("größe");
        psql(text.out());
        assertThat(jar.runJar("current").out()).startsWith("c3");
        assertThat(jar.runJar("verify").exitCode()).isZero();
        psql(noDatabase.runJar("downgrade", "heads:a1", "--sql").out());
        assertThat(jar.runJar("current").out()).startsWith("a1");
        psql(noDatabase.runJar("stamp", "a1:base", "--sql").out());
        assertThat(jar.jsonOfJar("current").at("/current").isEmpty()).isTrue();
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
                        CommandLineJar.uri(database).replace("postgres://", "postgresql://"),
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
    void sqlGoesIntoAFileThatIsWholeAndNew() throws Exception {
        jar.revision("a1", "", "CREATE TABLE a1 ();", "DROP TABLE a1;");

        assertThat(noDatabase.runJar("upgrade", "--sql", "--output", "up.txt").out())
                .startsWith("Wrote up.txt: from base to a1");
        assertThat(directory.resolve("up.txt")).content().endsWith("\n").contains("CREATE TABLE a1 ();");
        noDatabase.runJar("upgrade", "--sql", "--output", "up.txt").refused(2, "exists already");
        noDatabase
                .runJar("downgrade", "base", "--sql", "--output", "down.txt")
                .refused(2, "downgrade heads:base --sql");
        noDatabase.runJar("upgrade", "--output", "other.txt").refused(2, "Add --sql");
        noDatabase.runJar("upgrade", "--sql", "--output", "no/folder/up.txt").refused(1, "no/folder");
        assertThat(directory.resolve("down.txt")).doesNotExist();
        assertThat(directory.resolve("down.txt.new")).doesNotExist();
        assertThat(noDatabase.jsonOfJar("upgrade", "--sql").get("sql").stringValue())
                .isEqualTo(Files.readString(directory.resolve("up.txt")));
    }

    @Test
    void anUpgradeRightAfterInitShowsThatEverythingIsInItsPlace() throws Exception {
        Files.delete(directory.resolve("revisions"));

        assertThat(jar.runJar("init").well().out())
                .contains("Wrote migration.properties", "_begin.sql", "Next: upgrade");

        assertThat(jar.runJar("upgrade").well().out()).contains("1 revision");
        assertThat(jar.runJar("verify").exitCode()).isZero();
        assertThat(jar.runJar("revision", "-m", "create tickets").exitCode()).isZero();
        assertThat(jar.runJar("downgrade", "base").exitCode()).isZero();
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

        assertThat(jar.runJar("import", "flyway").exitCode()).isEqualTo(3);
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
        List<String> words = new ArrayList<>(List.of("import", tool));
        words.addAll(List.of(options));
        Ended imported = jar.runJar(words.toArray(String[]::new));
        assertThat(imported.exitCode()).as(imported.err()).isZero();
        assertThat(imported.out()).contains("0 revisions and 0 repeatables pending.");
        assertThat(jar.runJar("verify").exitCode()).isZero();
    }

    @Test
    void helpTeaches() throws Exception {
        Ended help = noDatabase.runJar("upgrade", "--help");

        assertThat(help.exitCode()).isZero();
        assertThat(help.out()).contains("Examples:", "upgrade reporting@head", "Exit codes:", "--url");
    }

    @Test
    void theJarCarriesLicencesAndNoSignature() throws IOException {
        try (JarFile packaged = new JarFile(System.getProperty("cli.jar"))) {
            assertThat(packaged.stream().map(entry -> entry.getName()))
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
}
