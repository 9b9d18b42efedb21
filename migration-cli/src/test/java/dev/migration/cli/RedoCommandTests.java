// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli;

import java.io.IOException;
import java.nio.file.Files;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code redo}, and the refusal of the commands of developers in production. */
class RedoCommandTests extends AbstractImportTests {

    private static final String TICKETS = "CREATE TABLE tickets (id int PRIMARY KEY);";

    @BeforeEach
    void applyTwo() throws IOException {
        write("a1", "", TICKETS, "DROP TABLE tickets;");
        write("b1", "a1", "ALTER TABLE tickets ADD priority int;", "ALTER TABLE tickets DROP priority;");
        onDatabase.run("upgrade").well();
    }

    private void write(String id, String parent, String upgrade, String downgrade) throws IOException {
        shell.write(
                "revisions/" + id + ".sql",
                "-- change " + id + "\n-- @revision " + id + "\n"
                        + (parent.isEmpty() ? "" : "-- @revises " + parent + "\n") + "-- @upgrade\n" + upgrade + "\n"
                        + (downgrade.isEmpty() ? "" : "-- @downgrade\n" + downgrade + "\n"));
    }

    @Test
    void theLastRevisionIsRevertedAndAppliedAsItsScriptIsNow() throws IOException {
        write("b1", "a1", "ALTER TABLE tickets ADD priority text;", "ALTER TABLE tickets DROP priority;");

        Shell.Ended redo = onDatabase.run("redo");

        assertThat(redo.well().out())
                .contains(
                        "From b1 to b1: 2 steps",
                        "Reverted b1  change b1",
                        "Applied b1  change b1",
                        "The database is at b1.");
        assertThat(query("SELECT data_type FROM information_schema.columns WHERE column_name = 'priority'"))
                .isEqualTo("text");
        assertThat(onDatabase.run("verify").exitCode()).isZero();
    }

    @Test
    void jsonHasTheStepsInOrder() {
        assertThat(onDatabase.run("redo", "--json").well().out())
                .contains("\"command\": \"redo\"", "\"done\": true")
                .containsSubsequence("\"down\"", "\"b1\"", "\"up\"", "\"b1\"");
    }

    @Test
    void aScriptThatFailsLeavesTheRevisionReverted() throws IOException {
        write("b1", "a1", "ALTER TABLE tickts ADD priority text;", "ALTER TABLE tickets DROP priority;");

        Shell.Ended redo = onDatabase.run("redo");

        assertThat(redo.exitCode()).isEqualTo(1);
        assertThat(redo.err()).contains("tickts", "The database is at a1.");
    }

    @Test
    void aRevisionWithoutADowngradeIsRefusedWithWhatToType() throws IOException {
        write("c1", "b1", "ALTER TABLE tickets ADD note text;", "");
        onDatabase.run("upgrade").well();

        Shell.Ended redo = onDatabase.run("redo");

        assertThat(redo.exitCode()).isEqualTo(2);
        assertThat(redo.err()).contains("Cannot revert c1", "'-- @downgrade'", "revision -m");
        assertThat(onDatabase.run("current").out()).startsWith("c1");
    }

    @Test
    void anUpgradeThatWouldBeRefusedIsKnownBeforeAnythingIsReverted() throws IOException {
        write("a1", "", TICKETS + "CREATE TABLE notes (id int);", "DROP TABLE tickets;");

        Shell.Ended redo = onDatabase.run("redo");

        assertThat(redo.exitCode()).isEqualTo(2);
        assertThat(redo.err()).contains("a1 was edited after it was applied", "current -v");
        assertThat(onDatabase.run("current").out()).startsWith("b1");
    }

    @Test
    void aRevisionWithoutAScriptIsNotRedone() throws IOException {
        write("c1", "b1", "ALTER TABLE tickets ADD note text;", "ALTER TABLE tickets DROP note;");
        onDatabase.run("upgrade").well();
        Files.delete(directory.resolve("revisions/c1.sql"));

        Shell.Ended redo = onDatabase.run("redo");

        assertThat(redo.exitCode()).isEqualTo(2);
        assertThat(redo.err()).contains("There is no script of c1", "downgrade -1");
        assertThat(onDatabase.run("current").out()).startsWith("c1");
    }

    @Test
    void thereIsNothingToRedoInAnEmptyDatabase() {
        onDatabase.run("downgrade", "base").well();

        Shell.Ended redo = onDatabase.run("redo");

        assertThat(redo.exitCode()).isEqualTo(2);
        assertThat(redo.err()).contains("nothing to redo", "upgrade");
    }

    @Timeout(60) // 'watch' would not end
    @ParameterizedTest
    @ValueSource(strings = {"redo", "checkout main --yes", "watch"})
    void aCommandOfDevelopersIsRefusedInProduction(String command) throws IOException {
        assertThatIsRefused(
                onDatabase.run((command + " --environment Production").split(" ")),
                command,
                "--environment Production");

        shell.write("migration.properties", "migration.environment=production\n");
        assertThatIsRefused(
                onDatabase.run((command + " --environment test").split(" ")),
                command,
                "migration.environment=production");
    }

    private void assertThatIsRefused(Shell.Ended ended, String command, String source) {
        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.err())
                .contains("'" + command.split(" ")[0] + "' reverts revisions, and this database is in production ("
                        + source + ")")
                .contains("--url", "downgrade TARGET");
        assertThat(onDatabase.run("current").out()).startsWith("b1");
    }
}
