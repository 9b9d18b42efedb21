package dev.migration.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.migration.test.postgres.PostgresDatabase;
import dev.migration.test.postgres.PostgresTest;

import static org.assertj.core.api.Assertions.assertThat;

/** What the commands say and write in a folder of revisions. {@link StandaloneJarIT} has those of the packaged jar. */
@PostgresTest
class StandaloneTests {

    @TempDir
    Path directory;

    private CommandLineJar jar;
    private CommandLineJar noDatabase;

    @BeforeEach
    void startEmpty(PostgresDatabase postgres) throws IOException {
        postgres.reset();
        jar = CommandLineJar.of(directory, postgres);
        noDatabase = CommandLineJar.of(directory);
        Files.createDirectories(directory.resolve("revisions"));
    }

    @Test
    void aDatabaseThatContradictsTheScriptsIsFive() throws Exception {
        jar.table("a1", "");
        jar.run("upgrade");
        jar.write("a1", "-- @revision a1\n-- @upgrade\nSELECT 2;\n");
        jar.table("b2", "a1");

        assertThat(jar.run("upgrade").exitCode()).isEqualTo(5);
        assertThat(jar.run("plan").exitCode()).isEqualTo(5);
    }

    @Test
    void badInputIsToldFromFailure() throws Exception {
        jar.table("a1", "");

        jar.run("upgarde").refused(2, "Did you mean 'upgrade'?");
        jar.run("upgrade", "--locaton", "x").refused(2, "Did you mean '--location'?");
        jar.run("upgrade", "a9").refused(2, "'a9'");
        jar.run("downgrade").refused(2, "TARGET");
        noDatabase.run("upgrade").refused(2, "--url");
        new CommandLineJar(directory, Map.of("DATABASE_URL", "postgres://u:geheim@127.0.0.1:1/db"))
                .run("upgrade")
                .refused(1, "reached");
        noDatabase
                .run("--url", "jdbc:postgresql://127.0.0.1:99999/db?password=geheim", "upgrade")
                .refused(2, "127.0.0.1");
    }

    @Test
    void revisionsAreWrittenOnceAndWhole() throws Exception {
        Files.writeString(directory.resolve("migration.properties"), "migration.authoring.file-name=${slug}\n");

        assertThat(noDatabase.run("revision", "-m", "first", "--rev-id", "a1").exitCode())
                .isZero();
        noDatabase.run("revision", "-m", "first").refused(1, "exists already");
        assertThat(noDatabase.run("revision", "-m", "second", "--rev-id", "b2").exitCode())
                .isZero();
        Files.createDirectories(directory.resolve("revision-templates"));
        Files.writeString(directory.resolve("revision-templates/default.sql"), "-- ${mesage}\n-- @revision ${id}\n");
        noDatabase.run("revision", "-m", "third").refused(1, "Did you mean 'message'?");
        assertThat(noDatabase.run("history", "--graph").out().lines())
                .containsExactly("*  b2 (head), second", "*  a1, first");
    }
}
