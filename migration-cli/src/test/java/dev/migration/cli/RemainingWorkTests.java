// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** What the commands say about work that is left for the background, and about what waits for a person. */
class RemainingWorkTests extends AbstractImportTests {

    @BeforeEach
    void queueWork() throws Exception {
        shell.write("revisions/t.sql", """
                -- @revision a1
                -- @upgrade
                CREATE TABLE t AS SELECT i AS id, 0 AS v FROM generate_series(1, 2000) i;
                ALTER TABLE t ADD PRIMARY KEY (id);
                """);
        shell.write("revisions/b1.sql", """
                -- @revision b1
                -- @revises a1
                -- @upgrade
                -- @batch table=t key=id mode=background approve=yes
                UPDATE t SET v = 1 / (id - 1500);
                """);
        assertThat(onDatabase.run("upgrade").exitCode()).isZero();
    }

    @Test
    void currentSaysThatAnApprovalIsNeededAndWhatToType() throws Exception {
        Shell.Ended text = onDatabase.run("current");
        JsonNode json = read(onDatabase.run("current", "--json"));

        assertThat(text.err())
                .contains("In the background: b1 waits for an approval.")
                .contains(
                        "A person is needed: The work of revision 'b1' in the background waits for an approval. Let it"
                                + " run: approve b1.");
        assertThat(json.at("/jobs/0/revision").asString()).isEqualTo("b1");
        assertThat(json.at("/jobs/0/state").asString()).isEqualTo("WAITING");
        assertThat(json.at("/neededActions/0/reason").asString()).isEqualTo("APPROVAL");
        assertThat(json.at("/neededActions/0/remedy").asString()).isEqualTo("Let it run: approve b1.");
        assertThat(onDatabase.run("history", "-i").out()).contains("b1 (head) (current) (in the background)");
    }

    @Test
    void workThatHasFailedIsShownWithItsProgressAndItsReason() throws Exception {
        onDatabase.run("approve", "b1");
        assertThat(onDatabase.run("work").exitCode()).isNotZero();

        assertThat(onDatabase.run("current").err())
                .containsPattern("In the background: b1 has failed, [\\d,]+ of about 2,000 rows: ")
                .contains("division by zero")
                .contains("has failed. Correct the cause, then: approve b1.");
        assertThat(read(onDatabase.run("current", "--json"))
                        .at("/jobs/0/batches/0/state")
                        .asString())
                .isEqualTo("FAILED");
    }

    @Test
    void workThatHasFailedIsNotFinishedByAnUpgradeAndNotResumedByBatch() {
        onDatabase.run("approve", "b1");
        onDatabase.run("work");

        Shell.Ended upgrade = onDatabase.run("upgrade", "--finish-background");
        assertThat(upgrade.exitCode()).isEqualTo(5);
        assertThat(upgrade.err())
                .contains("The work of revision 'b1' in the background cannot be finished: it has failed: ")
                .contains("approve b1");

        Shell.Ended resume = onDatabase.run("batch", "resume", "b1");
        assertThat(resume.exitCode()).isNotZero();
        assertThat(resume.err())
                .contains("The work of the revision 'b1' in the background has failed: ")
                .contains("No worker would go on with its batches.")
                .contains("approve b1");
        assertThat(onDatabase.run("batch", "list").out()).contains("b1  FAILED");
    }

    @Test
    void aRevisionThatIsResolvedAsRolledBackNamesTheTriggerThatItsBatchesLeave() throws Exception {
        shell.write("revisions/c1.sql", """
                -- @revision c1
                -- @revises a1
                -- @upgrade
                -- @batch table=t key=id with-trigger="Fill"
                UPDATE t SET v = 1 / (id - 1500) WHERE v = 0;
                """);
        assertThat(onDatabase.run("upgrade", "c1").exitCode()).isNotZero();

        String drop = "DROP TRIGGER IF EXISTS \"Fill\" ON t; DROP FUNCTION IF EXISTS \"Fill\"();";
        assertThat(onDatabase.run("resolve", "c1", "--rolled-back").out())
                .contains("The trigger of its batch stays if it was created. To drop it: " + drop);
    }

    @Test
    void aPlanThatNeedsTheWorkSaysThatItWouldBeRefused() throws Exception {
        shell.write("revisions/c1.sql", "-- @revision c1\n-- @revises b1\n-- @upgrade\nALTER TABLE t DROP COLUMN v;\n");

        Shell.Ended plan = onDatabase.run("plan");

        assertThat(plan.exitCode()).isEqualTo(5);
        assertThat(plan.out())
                .contains("In the background: b1 waits for an approval.")
                .contains("This upgrade would be refused:")
                .contains("Revision 'b1' runs in the background and is not done, and 'c1' comes after it.")
                .contains("upgrade --finish-background");
        assertThat(read(onDatabase.run("plan", "--json")).get("refused").asBoolean())
                .isTrue();
        assertThat(onDatabase.run("upgrade").exitCode()).isEqualTo(5);
        assertThat(onDatabase.run("approve", "c1").exitCode()).isEqualTo(2);
        shell.write(
                "revisions/c1.sql",
                "-- @revision c1\n-- @revises b1\n-- @independent-of b1\n-- @upgrade\nCREATE TABLE other (id int);\n");
        assertThat(onDatabase.run("plan").exitCode()).isZero();
    }

    @Test
    void allWorkThatHasFailedIsNamed() throws Exception {
        shell.write("revisions/c1.sql", """
                -- @revision c1
                -- @revises b1
                -- @independent-of b1
                -- @upgrade
                -- @batch table=t key=id mode=background
                UPDATE t SET v = 1 / (id - 500);
                """);
        onDatabase.run("upgrade");
        onDatabase.run("approve", "b1");
        onDatabase.run("work");
        onDatabase.run("work");

        Shell.Ended upgrade = onDatabase.run("upgrade", "--finish-background");

        assertThat(upgrade.exitCode()).isEqualTo(5);
        assertThat(upgrade.err())
                .contains("The work of revision 'b1' in the background cannot be finished: it has failed: ")
                .contains("The work of revision 'c1' in the background cannot be finished: it has failed: ")
                .contains("Correct each cause, then: approve b1, approve c1. Then start again.");
    }

    @Test
    void aDeploymentFinishesTheWorkThatItNeedsIfAsked() throws Exception {
        shell.write("revisions/b1.sql", """
                -- @revision b1
                -- @revises a1
                -- @upgrade
                -- @batch table=t key=id mode=background approve=yes
                UPDATE t SET v = 1;
                """);
        onDatabase.run("accept", "b1");
        onDatabase.run("approve", "b1");
        shell.write("revisions/c1.sql", "-- @revision c1\n-- @revises b1\n-- @upgrade\nALTER TABLE t DROP COLUMN v;\n");

        assertThat(onDatabase.run("deploy").err()).contains("Revision 'b1' runs in the background and is not done");
        assertThat(onDatabase
                        .run("deploy", "--rollback", "a1", "--finish-background")
                        .err())
                .contains("--finish-background is for an upgrade");
        Shell.Ended finished = onDatabase.run("deploy", "--finish-background");

        assertThat(finished.exitCode()).as(finished.err()).isZero();
        assertThat(onDatabase.run("current").err()).doesNotContain("In the background");
    }

    private static JsonNode read(Shell.Ended ended) {
        return new ObjectMapper().readTree(ended.out());
    }
}
