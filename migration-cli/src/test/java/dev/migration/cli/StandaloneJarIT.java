// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.JarFile;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.migration.cli.CommandLineJar.Ended;
import dev.migration.cli.CommandLineJar.Running;
import dev.migration.test.postgres.Psql;

import static org.assertj.core.api.Assertions.assertThat;

/** Runs the stand-alone jar as an operator does: a process, a folder, a database. */
class StandaloneJarIT extends AbstractJarTests {

    private CommandLineJar offline;

    @BeforeEach
    void createFolder() throws IOException {
        offline = CommandLineJar.of(directory);
        Files.createDirectories(directory.resolve("revisions"));
    }

    @Test
    void oneJarIsEnough() throws Exception {
        jar.table("a1", "").table("b2", "a1");

        Ended upgrade = offline.runJar(
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
    void aDatabaseThatContradictsTheScriptsIsFive() throws Exception {
        jar.table("a1", "");
        jar.runJar("upgrade");
        jar.write("a1", "-- @revision a1\n-- @upgrade\nSELECT 2;\n");
        jar.table("b2", "a1");

        assertThat(jar.runJar("upgrade").exitCode()).isEqualTo(5);
        assertThat(jar.runJar("plan").exitCode()).isEqualTo(5);
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
    void theJsonOfACommandThatASignalEndsHasTheExitCodeOfTheProcess() throws Exception {
        jar.table("a1", "");
        jar.write("b2", "-- @revision b2\n-- @revises a1\n-- @upgrade\nCREATE TABLE b2 ();\nSELECT pg_sleep(300);\n");
        Running upgrade = jar.start("upgrade", "--json");
        database.await("SELECT count(*) = 1 FROM pg_stat_activity WHERE wait_event = 'PgSleep'"
                + " AND datname = current_database()");

        upgrade.process().destroy();
        Ended ended = upgrade.await();

        assertThat(ended.exitCode()).isEqualTo(143);
        assertThat(ended.json("upgrade").at("/current/0").stringValue()).isEqualTo("a1");
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
    void badInputIsToldFromFailure() throws Exception {
        jar.table("a1", "");

        jar.runJar("upgarde").refused(2, "Did you mean 'upgrade'?");
        jar.runJar("upgrade", "--locaton", "x").refused(2, "Did you mean '--location'?");
        jar.runJar("upgrade", "a9").refused(2, "'a9'");
        jar.runJar("downgrade").refused(2, "TARGET");
        offline.runJar("upgrade").refused(2, "--url");
        new CommandLineJar(directory, Map.of("DATABASE_URL", "postgres://u:geheim@127.0.0.1:1/db"))
                .runJar("upgrade")
                .refused(1, "reached");
        offline.runJar("--url", "jdbc:postgresql://127.0.0.1:99999/db?password=geheim", "upgrade")
                .refused(2, "--url: The port is not a number from 1 to 65535.");
    }

    @Test
    void revisionsAreWrittenOnceAndWhole() throws Exception {
        Files.writeString(directory.resolve("migration.properties"), "migration.authoring.file-name=${slug}\n");

        assertThat(offline.runJar("revision", "-m", "first", "--rev-id", "a1").exitCode())
                .isZero();
        offline.runJar("revision", "-m", "first").refused(2, "already exists");
        assertThat(offline.runJar("revision", "-m", "second", "--rev-id", "b2").exitCode())
                .isZero();
        Files.createDirectories(directory.resolve("revision-templates"));
        Files.writeString(directory.resolve("revision-templates/default.sql"), "-- ${mesage}\n-- @revision ${id}\n");
        offline.runJar("revision", "-m", "third").refused(2, "Did you mean 'message'?");
        assertThat(offline.runJar("history", "--graph").out().lines())
                .containsExactly("*  b2 (head), second", "*  a1, first");
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
        psql(offline.runJar("downgrade", "heads:a1", "--sql").out());
        assertThat(jar.runJar("current").out()).startsWith("a1");
        psql(offline.runJar("stamp", "a1:base", "--sql").out());
        assertThat(jar.jsonOfJar("current").at("/current").isEmpty()).isTrue();
    }

    @Test
    void sqlGoesIntoAFileThatIsWholeAndNew() throws Exception {
        jar.revision("a1", "", "CREATE TABLE a1 ();", "DROP TABLE a1;");

        assertThat(offline.runJar("upgrade", "--sql", "--output", "up.txt").out())
                .startsWith("Wrote up.txt: from base to a1");
        assertThat(directory.resolve("up.txt")).content().endsWith("\n").contains("CREATE TABLE a1 ();");
        offline.runJar("upgrade", "--sql", "--output", "up.txt").refused(2, "already exists");
        offline.runJar("downgrade", "base", "--sql", "--output", "down.txt").refused(2, "downgrade heads:base --sql");
        offline.runJar("upgrade", "--output", "other.txt").refused(2, "Add --sql");
        offline.runJar("upgrade", "--sql", "--output", "no/folder/up.txt").refused(1, "no/folder");
        assertThat(directory.resolve("down.txt")).doesNotExist();
        assertThat(directory.resolve("down.txt.new")).doesNotExist();
        assertThat(offline.jsonOfJar("upgrade", "--sql").get("sql").stringValue())
                .isEqualTo(Files.readString(directory.resolve("up.txt")));
    }

    private void psql(String text) {
        assertThat(new Psql(directory).run(database, text).succeeded().said()).isEmpty();
    }

    @Test
    void helpTeaches() throws Exception {
        Ended help = offline.runJar("upgrade", "--help");

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
}
