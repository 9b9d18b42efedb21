// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli;

import java.sql.Connection;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** What the commands say about heads, history, edits and failures, for people and for programs. */
class StateCommandTests extends AbstractImportTests {

    @BeforeEach
    void writeRevisions() throws Exception {
        shell.write(
                "revisions/a1.sql",
                "-- @revision a1\n-- @upgrade\nCREATE TABLE a (id int);\n-- @downgrade\nDROP TABLE a;\n");
        shell.write(
                "revisions/b1.sql",
                "-- @revision b1\n-- @branch billing\n-- @depends-on a1\n-- @upgrade\nCREATE TABLE b (id int);\n"
                        + "-- @downgrade\nDROP TABLE b;\n");
    }

    @Test
    void aHeadOnWhichAnotherBranchDependsIsAnEffectiveHead() {
        assertThat(shell.run("heads").out().lines()).containsExactly("b1 (billing) (head)", "a1 (effective head)");
        assertThat(shell.run("heads", "--resolve-dependencies").out().lines()).containsExactly("b1 (billing) (head)");
        assertThat(shell.run("history").out().lines())
                .containsExactly("<base> (a1) -> b1 (billing) (head)", "<base> -> a1 (effective head)");
        assertThat(shell.run("merge", "-m", "join").err())
                .contains("There is only 'b1' to merge.", "another branch depends on a1");
        assertThat(shell.run("merge", "-m", "join", "a1", "b1").exitCode()).isZero();
    }

    @Test
    void theHistoryOfTheDatabaseHasEveryOperationWithUserHostAndFailure() throws Exception {
        onDatabase.run("upgrade");
        onDatabase.run("downgrade", "b1@base");
        shell.write("revisions/c1.sql", "-- @revision c1\n-- @revises a1\n-- @upgrade\nSELECT 1/0;\n");
        onDatabase.run("upgrade");

        Shell.Ended text = onDatabase.run("history", "--applied");
        JsonNode json = read(onDatabase.run("history", "--applied", "--limit", "2", "--json"));

        assertThat(text.out().lines().filter(line -> !line.startsWith(" ")))
                .hasSize(5)
                .allMatch(
                        line -> line.matches(
                                "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ  (UPGRADE  |DOWNGRADE)  [abc]1  \\w+ * +\\d+ ms  test@.+ \\(.+\\)"));
        assertThat(text.out()).contains("c1  FAILED", "division by zero", "b1  REVERTED", "a1  APPLIED");
        assertThat(json.get("entries")).hasSize(2);
        assertThat(json.at("/entries/0").propertyNames())
                .containsExactly(
                        "at",
                        "operation",
                        "revision",
                        "outcome",
                        "detail",
                        "durationMillis",
                        "user",
                        "host",
                        "application",
                        "toolVersion");
        assertThat(onDatabase.run("history", "--applied", "--graph").exitCode()).isEqualTo(2);
        assertThat(onDatabase.run("history", "--limit", "3").exitCode()).isEqualTo(2);
    }

    @Test
    void aRottenDowngradeOfAnAppliedRevisionIsFoundByVerifyAndPreventsNothingElse() throws Exception {
        onDatabase.run("upgrade").well();
        shell.write("revisions/a1.sql", shell.read("revisions/a1.sql").replace("DROP TABLE a;", "SELECT 'not closed;"));

        for (String command : List.of("upgrade", "current", "history", "heads", "branches", "plan", "show a1")) {
            assertThat(onDatabase.run(command.split(" ")).exitCode())
                    .as(command)
                    .isZero();
        }
        Shell.Ended verify = onDatabase.run("verify");
        assertThat(verify.exitCode()).isNotZero();
        assertThat(verify.err()).contains("a1.sql:5", "is not closed");
        assertThat(onDatabase.run("downgrade", "base").err()).contains("a1.sql:5");
        assertThat(onDatabase.run("current").out()).contains("b1");
    }

    @Test
    void currentNamesTheRunOfAnotherProcessAndForWhomItWaits() throws Exception {
        onDatabase.run("upgrade").well();
        shell.write("revisions/c1.sql", "-- @revision c1\n-- @revises a1\n-- @upgrade\nALTER TABLE a ADD name text;\n");
        try (Connection blocker = database.dataSource().getConnection()) {
            blocker.createStatement().execute("SET application_name = 'psql'");
            blocker.setAutoCommit(false);
            blocker.createStatement().execute("SELECT * FROM a");
            CompletableFuture<Shell.Ended> run = CompletableFuture.supplyAsync(() -> onDatabase.run("upgrade"));
            database.await("SELECT count(*) >= 1 FROM migration_history WHERE outcome = 'RETRY'"
                    + " AND facts -> 'blockers' <> '[]'");

            Shell.Ended text = onDatabase.run("current");
            JsonNode json = read(onDatabase.run("current", "--json"));

            assertThat(text.err())
                    .contains("Another process migrates the database: pid ", "at revision c1, 1 of 1")
                    .contains("Waiting: revision c1 waits since ", " of psql (user ", "holds a since ")
                    .contains("SELECT pg_terminate_backend(");
            assertThat(json.at("/running/revision").asString()).isEqualTo("c1");
            assertThat(json.at("/running/waiting/attempts").asInt()).isPositive();
            assertThat(json.at("/running/waiting/blockedBy/0/application").asString())
                    .isEqualTo("psql");
            assertThat(json.at("/running/waiting/blockedBy/0/holds").asString()).isEqualTo("a");
            blocker.rollback();
            run.get().well();
        }
        assertThat(read(onDatabase.run("current", "--json")).get("running").isNull())
                .isTrue();
    }

    @Test
    void currentNamesEditedRevisionsOnTheErrorStream() throws Exception {
        onDatabase.run("upgrade");
        shell.write("revisions/a1.sql", shell.read("revisions/a1.sql").replace("id int", "id bigint"));

        Shell.Ended current = onDatabase.run("current");

        assertThat(current.out().lines()).containsExactly("b1 (billing) (head)");
        assertThat(current.err())
                .isEqualToIgnoringNewLines("Edited after being applied: a1; 'verify' shows the differences.");
    }

    @Test
    void aLastRevisionThatWasEditedCanBeAppliedAgain() throws Exception {
        shell.write(
                "revisions/c1.sql",
                "-- @revision c1\n-- @revises a1, b1\n-- @upgrade\nSELECT 1;\n-- @downgrade\nSELECT 2;\n");
        onDatabase.run("upgrade");
        shell.write(
                "revisions/c1.sql", shell.read("revisions/c1.sql").replace("SELECT 1;", "CREATE TABLE c (id int);"));

        Shell.Ended refused = onDatabase.run("upgrade");

        assertThat(refused.exitCode()).isEqualTo(5);
        assertThat(refused.err())
                .contains("What to do: If this database can lose what the revision created, apply it"
                        + " again: downgrade -1, then upgrade.");
        assertThat(onDatabase.run("downgrade", "-1").err()).isEmpty();
        assertThat(onDatabase.run("upgrade").err()).isEmpty();
        assertThat(onDatabase.run("verify").exitCode()).isZero();
        shell.write("revisions/a1.sql", shell.read("revisions/a1.sql").replace("id int", "id bigint"));
        assertThat(onDatabase.run("upgrade").err()).contains("What to do: Restore the applied text");
    }

    @Test
    void aLastRevisionThatWasAppliedWithoutADowngradeIsNotToBeReverted() throws Exception {
        shell.write("revisions/c1.sql", "-- @revision c1\n-- @revises a1, b1\n-- @upgrade\nSELECT 1;\n");
        onDatabase.run("upgrade");
        shell.write(
                "revisions/c1.sql",
                "-- @revision c1\n-- @revises a1, b1\n-- @upgrade\nSELECT 2;\n-- @downgrade\nSELECT 3;\n");

        assertThat(onDatabase.run("upgrade").err())
                .contains("What to do: Restore the applied text")
                .doesNotContain("downgrade -1");
    }

    @Test
    void aReplacedRevisionIsNotWithoutAScript() throws Exception {
        shell.write("revisions/a2.sql", "-- @revision a2\n-- @revises a1\n-- @upgrade\nSELECT 2;\n");
        shell.write("revisions/a3.sql", "-- @revision a3\n-- @revises a2\n-- @upgrade\nSELECT 3;\n");
        onDatabase.run("upgrade", "a2");
        assertThat(shell.run("squash", "a2:a3", "-m", "both", "--rev-id", "s1").exitCode())
                .isZero();

        assertThat(onDatabase.run("current").out())
                .contains("a2 (replaced by s1)")
                .doesNotContain("no script here");
        assertThat(onDatabase.run("history", "-i").out()).doesNotContain("no script here");
    }

    @Test
    void currentAndPlanNameAnInterruptedRevision() throws Exception {
        shell.write(
                "revisions/c1.sql",
                "-- @revision c1\n-- @revises a1\n-- @upgrade\nINSERT INTO a VALUES (1), (1);\n"
                        + "CREATE UNIQUE INDEX CONCURRENTLY i ON a (id);\n");

        Shell.Ended failed = onDatabase.run("upgrade");

        assertThat(failed.err())
                .contains("the first one is done and stays", "Correct them by hand, for example with psql");
        assertThat(onDatabase.run("current").err())
                .contains("Interrupted: c1, 1 segment done; 'current -v' says how to continue.");
        assertThat(onDatabase.run("current", "-v").out()).contains("resolve c1 --applied, or --rolled-back");
        assertThat(onDatabase.run("plan").out()).contains("c1 was interrupted; it continues after the 1 segment");
        Catalog.execute(database, "DELETE FROM a");
        assertThat(onDatabase.run("upgrade").exitCode()).isZero();
    }

    @Test
    void aFailureHasItsPlaceAsFields() throws Exception {
        shell.write("revisions/c1.sql", "-- @revision c1\n-- @revises a1\n-- @upgrade\nSELECT 1;\n  SELEKT 2;\n");

        JsonNode failed = read(onDatabase.run("upgrade", "--json"));
        JsonNode pending = read(onDatabase.run("verify", "--json"));

        assertThat(failed.at("/error/revision").stringValue()).isEqualTo("c1");
        assertThat(failed.at("/error/file").stringValue()).endsWith("c1.sql");
        assertThat(failed.at("/error/line").intValue()).isEqualTo(5);
        assertThat(failed.at("/error/column").intValue()).isEqualTo(3);
        assertThat(failed.at("/error/sqlState").stringValue()).isEqualTo("42601");
        assertThat(pending.at("/exitCode").intValue()).isEqualTo(3);
        assertThat(pending.at("/error/pending/0").stringValue()).isEqualTo("c1");
    }

    @ParameterizedTest
    @CsvSource({
        "upgrade nosuch",
        "upgrade head",
        "upgrade +9",
        "downgrade -10",
        "stamp nosuch",
        "show nosuch",
        "resolve a1 --applied",
        "accept nosuch",
        "revision -m m --head nosuch",
        "revision -m m --rev-id a1",
        "revision -m m --template nosuch",
        "merge -m m a1",
        "rebase a1 --onto a1",
        "squash a1:b1",
        "history -r nosuch:",
        "history --limit 0"
    })
    void anArgumentThatCannotBeMeantIsAUsageErrorAndDoesNothing(String command) throws Exception {
        onDatabase.run("upgrade");

        Shell.Ended ended = onDatabase.run(command.split(" "));

        assertThat(ended.exitCode()).as(ended.err()).isEqualTo(2);
        assertThat(ended.err()).contains("Failed: ", "What to do: ");
        assertThat(shell.files("revisions")).containsExactly("a1.sql", "b1.sql");
    }

    @Test
    void alembicsSpellingsAreUnderstood() {
        assertThat(shell.run("list_templates").out()).contains("default");
        assertThat(onDatabase.run("ensure_version").exitCode()).isZero();
        assertThat(shell.run("--raiseerr", "show", "nosuch").err()).contains("\tat dev.migration.");
    }

    @Test
    void aCallWithoutACommandPrintsTheHelp() {
        Shell.Ended ended = shell.run();

        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.err()).contains("Usage: migration", "Commands:");
        assertThat(shell.run("--json").out()).contains("\"problem\": \"No command was given.\"");
    }

    private static JsonNode read(Shell.Ended ended) {
        return new ObjectMapper().readTree(ended.out());
    }
}
