// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli;

import java.io.IOException;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code checkout}, with the program git. */
class CheckoutCommandTests extends AbstractGitTests {

    @BeforeEach
    void commitTwoBranches() throws Exception {
        git("init", "-q", "-b", "main");
        write("a1", "", "CREATE TABLE tickets (id int);", "DROP TABLE tickets;");
        commit("tickets");
        git("checkout", "-q", "-b", "notes");
        write("b1", "a1", "CREATE TABLE notes (id int);", "DROP TABLE notes;");
        commit("notes");
        git("checkout", "-q", "-b", "reports", "main");
        write("c1", "a1", "CREATE TABLE reports (id int);", "DROP TABLE reports;");
        commit("reports");
        onDatabase.run("upgrade").well();
    }

    private void write(String id, String parent, String upgrade, String downgrade) throws IOException {
        shell.write(
                "revisions/" + id + ".sql",
                "-- @revision " + id + "\n" + (parent.isEmpty() ? "" : "-- @revises " + parent + "\n") + "-- @upgrade\n"
                        + upgrade + "\n" + (downgrade.isEmpty() ? "" : "-- @downgrade\n" + downgrade + "\n"));
    }

    private Shell.Ended checkout(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "checkout";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return onDatabase.run(PATH, all);
    }

    private String tables() {
        return query("SELECT string_agg(table_name, ' ' ORDER BY table_name) FROM"
                + " information_schema.tables WHERE table_schema = 'public' AND table_name !~ '^migration_'");
    }

    @Test
    void theDatabaseGetsTheHeadsOfTheBranchAndTheFilesStay() {
        Shell.Ended checkout = checkout("notes", "--yes");

        assertThat(checkout.well().out())
                .contains("From c1 to b1: 2 steps", "Reverted c1", "Applied b1", "The database is at b1.");
        assertThat(tables()).isEqualTo("notes tickets");
        assertThat(shell.files("revisions")).containsExactly("a1.sql", "c1.sql");
        assertThat(checkout("notes", "--yes").well().out()).contains("Nothing to do. The database is at b1, as notes.");
    }

    @Test
    void aRevisionWhoseScriptIsGoneIsRevertedByWhatWasStored() throws Exception {
        checkout("notes", "--yes").well();

        assertThat(checkout("reports", "--yes").well().out()).contains("Reverted b1", "Applied c1");
        assertThat(tables()).isEqualTo("reports tickets");
    }

    @Test
    void aRevisionThatTheBranchHasInAnotherVersionIsAppliedAgainWithWhatFollowsIt() throws Exception {
        git("checkout", "-q", "-b", "wider");
        write("a1", "", "CREATE TABLE tickets (id int, title text);", "DROP TABLE tickets;");
        commit("title");

        Shell.Ended checkout = checkout("wider", "--yes", "--json");

        assertThat(checkout.well().out())
                .contains("\"command\": \"checkout\"", "\"operation\": \"checkout\"", "\"done\": true")
                .containsSubsequence(
                        "\"down\"", "\"c1\"", "\"down\"", "\"a1\"", "\"up\"", "\"a1\"", "\"up\"", "\"c1\"");
        assertThat(query("SELECT count(*)::text FROM information_schema.columns"
                        + " WHERE table_name = 'tickets' AND column_name = 'title'"))
                .isEqualTo("1");
    }

    @Test
    void withoutATerminalOrYesThePlanIsShownAndNothingIsDone() {
        Shell.Ended asked = checkout("notes");

        assertThat(asked.exitCode()).isEqualTo(3);
        assertThat(asked.out()).contains("From c1 to b1: 2 steps", "Nothing was done. Add --yes to do it.");
        assertThat(checkout("notes", "--dry-run").well().out())
                .contains("From c1 to b1: 2 steps", "Nothing was done (--dry-run).");
        assertThat(checkout("notes", "--json").out()).contains("\"done\": false", "\"exitCode\": 3");
        assertThat(tables()).isEqualTo("reports tickets");
    }

    @Test
    void nothingRunsIfOneRevisionCannotBeReverted() throws Exception {
        write("d1", "c1", "CREATE TABLE drafts (id int);", "");
        onDatabase.run("upgrade").well();

        Shell.Ended checkout = checkout("notes", "--yes");

        assertThat(checkout.exitCode()).isEqualTo(2);
        assertThat(checkout.err())
                .contains("Cannot revert d1", "another database for notes with --url", "Nothing was reverted.");
        assertThat(onDatabase.run("current").out()).startsWith("d1");
        assertThat(tables()).isEqualTo("drafts reports tickets");
    }

    @Test
    void aFaultOfTheBranchNamesTheFileInGit() throws Exception {
        git("checkout", "-q", "-b", "broken");
        write("d1", "c1", "SELECT 1;\nSELEC 2;", "");
        commit("broken");
        git("checkout", "-q", "-b", "unreadable");
        shell.write("revisions/d1.sql", "-- @revision d1\n-- @revises c1\n-- @upgrad\n");
        commit("unreadable");
        git("checkout", "-q", "reports");

        assertThat(checkout("broken", "--yes").err())
                .contains("broken:revisions/d1.sql:5")
                .doesNotContain("scripts0");
        assertThat(checkout("unreadable", "--yes").err())
                .contains("unreadable:revisions/d1.sql:3")
                .doesNotContain("scripts0");
    }

    @Test
    void aNameThatGitDoesNotKnowIsRefusedAlsoIfAFolderHasIt() throws Exception {
        shell.write("drafts/x.sql", "-- @revision x\n-- @upgrade\n");

        Shell.Ended checkout = checkout("drafts", "--yes");

        assertThat(checkout.exitCode()).isEqualTo(2);
        assertThat(checkout.err()).contains("'drafts' cannot be read: git does not know it", "'git branch' lists.");
        assertThat(onDatabase.run("checkout", "notes", "--yes").err())
                .contains("'notes' cannot be read: there is no git on the PATH.", "Install git.");
    }
}
