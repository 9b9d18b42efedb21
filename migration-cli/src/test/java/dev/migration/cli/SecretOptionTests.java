// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli;

import java.io.IOException;
import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.migration.test.postgres.PostgresDatabase;
import dev.migration.test.postgres.PostgresServer;

import static org.assertj.core.api.Assertions.assertThat;

/** Secrets on the command line and in its output. */
class SecretOptionTests {

    private static final String SECRET = "hunter2-s3cret";

    @TempDir
    Path folder;

    private PostgresDatabase database;
    private Shell shell;

    @BeforeEach
    void createDatabase() throws IOException {
        database = PostgresServer.shared().createDatabase("secret");
        shell = Shell.in(folder).on(database).write("migration.properties", "migration.variables.secret=TOKEN\n");
        shell.write(
                "revisions/a1.sql",
                "-- @revision a1\n-- @upgrade\nCREATE TABLE t (v text DEFAULT '${TOKEN}');\n"
                        + "ALTER ROLE nobody_has_this PASSWORD '${PW}';\n");
    }

    @AfterEach
    void dropDatabase() {
        database.close();
    }

    @Test
    void noOutputOfAFailureHasASecret() {
        for (String format : new String[] {"--stacktrace", "--json"}) {
            Shell.Ended failed = shell.run(format, "-x", "PW=" + SECRET, "-x", "TOKEN=" + SECRET, "upgrade");

            assertThat(failed.exitCode()).isNotZero();
            assertThat(failed.toString()).contains("nobody_has_this").doesNotContain(SECRET);
        }
    }

    @Test
    void aNameOnTheCommandLineAddsToThoseOfTheFile() throws IOException {
        shell.write("revisions/a1.sql", "-- @revision a1\n-- @upgrade\nSELECT '${TOKEN}'::int, '${PIN}'::int;\n");

        Shell.Ended failed = shell.run(
                "-x", "secret=PIN", "-x", "PIN=" + SECRET, "-x", "TOKEN=" + SECRET, "--stacktrace", "upgrade");

        assertThat(failed.exitCode()).isNotZero();
        assertThat(failed.toString()).contains("22P02").doesNotContain(SECRET);
    }

    @Test
    void aMissingSecretIsAskedFor() {
        Shell.Ended refused = shell.run("-x", "PW=x", "upgrade");

        assertThat(refused.exitCode()).isNotZero();
        assertThat(refused.toString()).contains("${TOKEN} in ", "-x TOKEN=…");
    }

    @Test
    void displaysHaveNoLiteralPassword() throws IOException {
        shell.write(
                "revisions/a1.sql",
                "-- @revision a1\n-- @upgrade\nALTER ROLE nobody_has_this PASSWORD '" + SECRET + "';\n"
                        + "-- @downgrade\nALTER ROLE nobody_has_this PASSWORD '" + SECRET + "';\n");

        for (String[] command : new String[][] {
            {"show", "a1"}, {"show", "a1", "--json"}, {"plan"}, {"plan", "-v"}, {"plan", "--json"}, {"history", "-v"}
        }) {
            assertThat(shell.run(command).toString()).contains("a1").doesNotContain(SECRET);
        }
        assertThat(shell.run("upgrade", "--sql").toString()).contains(SECRET);
    }
}
