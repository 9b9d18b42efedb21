// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli;

import java.util.List;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import dev.migration.cli.CommandLineJar.Ended;

import static org.assertj.core.api.Assertions.assertThat;

/** Deployments. {@link DeployBackupTests} has those with backups, {@link DeployIT} those that need a process of their own. */
class DeployTests extends AbstractJarTests {

    @Test
    void eachStepIsPrinted() throws Exception {
        jar.table("a", "").table("b", "a");

        Ended deployed = jar.run("deploy").well();

        assertThat(deployed.out())
                .containsSubsequence(
                        "connect",
                        "PostgreSQL",
                        "state",
                        "2 revisions to apply",
                        "preview",
                        "+a",
                        "+b",
                        "Applied a",
                        "upgrade",
                        "verify",
                        "Deployed. The database is at b.");
        assertThat(jar.run("verify").exitCode()).isZero();
        assertThat(jar.run("deploy").well().out()).contains("nothing to do", "Nothing to upgrade.");
    }

    @Test
    void theStepsArePrintedAsJson() throws Exception {
        jar.table("a", "");

        JsonNode dry = jar.json("deploy", "--dry-run", "-v");
        JsonNode deployed = jar.json("deploy");

        assertThat(dry.at("/sql/0/upgrade").stringValue()).contains("CREATE TABLE a");
        assertThat(dry.at("/steps").valueStream().map(step -> step.get("name").stringValue()))
                .containsExactly("connect", "state", "preview");
        assertThat(deployed.at("/steps")
                        .valueStream()
                        .map(step -> step.get("name").stringValue()))
                .containsExactly("connect", "state", "preview", "upgrade", "verify");
        assertThat(deployed.at("/steps")
                        .valueStream()
                        .map(step -> step.get("ok").booleanValue()))
                .containsOnly(true);
        assertThat(deployed.at("/after/0").stringValue()).isEqualTo("a");
        assertThat(deployed.at("/backup").isNull()).isTrue();
    }

    @Test
    void aDryRunChangesNothing() throws Exception {
        jar.table("a", "");

        Ended shown = jar.run("deploy", "--dry-run", "-v").well();

        assertThat(shown.out()).contains("CREATE TABLE a", "Nothing was changed");
        assertThat(Catalog.query(database, "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"))
                .isEmpty();
    }

    @Test
    void aFailedDeploymentRevertsWhatItApplied() throws Exception {
        jar.table("a", "");
        jar.run("upgrade").well();
        List<String> before = Catalog.of(database);
        fiveOfWhichTheThirdFails();

        Ended failed = jar.run("deploy").refused(1, "d.sql", "Then reverted: c, b", "same state as before", "is at a.");

        assertThat(Catalog.of(database)).isEqualTo(before);
        assertThat(failed.err()).doesNotContain("stay applied");
        assertThat(failed.out()).contains("upgrade   failed", "rollback  reverted c, b");
        assertThat(history())
                .endsWith(
                        "UPGRADE b APPLIED",
                        "UPGRADE c APPLIED",
                        "UPGRADE d FAILED",
                        "DOWNGRADE c REVERTED",
                        "DOWNGRADE b REVERTED");
    }

    @Test
    void revertedRevisionsArePrintedAsJson() throws Exception {
        jar.table("a", "");
        fiveOfWhichTheThirdFails();

        JsonNode failed = jar.json("deploy");

        assertThat(failed.at("/exitCode").intValue()).isEqualTo(1);
        assertThat(failed.at("/reverted").valueStream().map(JsonNode::stringValue))
                .containsExactly("c", "b", "a");
        assertThat(failed.at("/error/problem").stringValue()).contains("d.sql");
        assertThat(failed.at("/current").isEmpty()).isTrue();
        assertThat(failed.at("/steps")
                        .valueStream()
                        .filter(step -> !step.get("ok").booleanValue())
                        .map(step -> step.get("name").stringValue()))
                .containsExactly("upgrade");
    }

    @Test
    void otherBranchesStayApplied() throws Exception {
        jar.table("a", "").table("b1", "a").table("c1", "a");
        jar.run("upgrade").well();
        List<String> before = Catalog.of(database);
        jar.table("b2", "b1").table("m", "b2, c1").irreversible("n", "m", "SELECT nonsense;");

        jar.run("deploy").refused(1, "Then reverted: m, b2", "is at b1, c1.");

        assertThat(Catalog.of(database)).isEqualTo(before);
    }

    @Test
    void aFailingHookAfterTheLastRevisionRevertsAll() throws Exception {
        jar.table("a", "").table("b", "a").write("hook", "-- @hook after-upgrade\nSELECT 1 / 0;\n");

        jar.run("deploy").refused(1, "Then reverted: b, a", "is at base.");

        assertThat(Catalog.of(database)).isEmpty();
    }

    @Test
    void changedRepeatablesAreReportedAfterARollback() throws Exception {
        jar.table("a", "").write("v", "-- @repeatable v\nCREATE OR REPLACE VIEW v AS SELECT 1 AS one;\n");
        jar.run("deploy").well();
        jar.table("b", "a")
                .write("v", "-- @repeatable v\nCREATE OR REPLACE VIEW v AS SELECT 1 AS one, 2 AS two;\n")
                .write("hook", "-- @hook after-upgrade\nSELECT 1 / 0;\n");

        Ended failed = jar.run("deploy").refused(1, "Then reverted: b", "stay as this release has them", ": v.");

        assertThat(failed.err()).doesNotContain("same state as before");
        assertThat(Catalog.query(database, "SELECT two FROM v")).containsExactly("2");
    }

    @Test
    void noRollbackKeepsTheAppliedRevisions() throws Exception {
        jar.table("a", "");
        fiveOfWhichTheThirdFails();

        jar.run("deploy", "--no-rollback").refused(1, "kept", "deploy --rollback -3", "is at c.");
        jar.run("deploy", "--rollback", "-3").well();

        assertThat(Catalog.of(database)).isEmpty();
    }

    @Test
    void everythingStaysAppliedIfOneRevisionIsIrreversible() throws Exception {
        jar.table("a", "").irreversible("b", "a", "CREATE TABLE b (id int);").irreversible("c", "b", "SELECT 1 / 0;");

        jar.run("deploy").refused(1, "division by zero", "Cannot revert b", "is at b.");

        assertThat(history()).doesNotContain("DOWNGRADE a REVERTED");
    }

    @Test
    void nothingIsRevertedBelowAnInterruptedRevision() throws Exception {
        jar.table("a", "").write("b", """
                        -- @revision b
                        -- @revises a
                        -- @transaction none
                        -- @upgrade
                        CREATE INDEX b ON a (id);
                        SELECT 1 / 0;
                        """);

        jar.run("deploy").refused(1, "Interrupted, so that", "resolve", "is at a.");
    }

    @Test
    void aDeploymentThatExceedsItsTimeLimitIsStoppedAndReverted() throws Exception {
        jar.table("a", "").revision("b", "a", "CREATE TABLE b (); SELECT pg_sleep(300);", "DROP TABLE b;");

        jar.run("deploy", "--time-limit", "8s").refused(1, "time limit of 8 s", "Then reverted: a", "is at base.");

        assertThat(Catalog.of(database)).isEmpty();
    }

    @Test
    void aRollbackThatExceedsItsTimeLimitReportsWhatItReverted() throws Exception {
        jar.revision("a", "", "CREATE TABLE a ();", "SELECT pg_sleep(300); DROP TABLE a;")
                .table("b", "a")
                .irreversible("c", "b", "SELECT 1 / 0;");

        JsonNode failed = jar.json("deploy", "--time-limit", "8s");

        assertThat(failed.at("/reverted").valueStream().map(JsonNode::stringValue))
                .containsExactly("b");
        assertThat(failed.at("/current/0").stringValue()).isEqualTo("a");
        assertThat(failed.at("/error/problem").stringValue())
                .contains("Reverted: b. Applied by this deployment and not reverted: a.");
    }

    @Test
    void aContradictionHasExitCodeFiveBeforeTheBackup() throws Exception {
        jar.table("a", "");
        jar.run("upgrade").well();
        jar.revision("a", "", "CREATE TABLE a (id bigint);", "DROP TABLE a;").table("b", "a");

        jar.run("deploy", "--backup", "backups").refused(5, "edited", "accept a");

        assertThat(directory.resolve("backups")).doesNotExist();
        jar.run("accept", "a", "--tag", "same thing").well();
        jar.run("deploy").well();
    }

    @Test
    void anAcceptedEditIsShown() throws Exception {
        jar.table("a", "").table("b", "a");
        jar.run("upgrade").well();
        jar.revision("a", "", "CREATE TABLE a (id bigint);", "DROP TABLE a;").table("c", "b");

        jar.run("accept", "a", "c").refused(2, "'c' is not applied");
        jar.run("accept", "nowhere").refused(2, "nowhere");
        JsonNode accepted = jar.json("accept", "a", "b", "--tag", "agreed");

        assertThat(accepted.at("/accepted/0").stringValue()).isEqualTo("a");
        assertThat(accepted.at("/unchanged/0").stringValue()).isEqualTo("b");
        assertThat(accepted.at("/differences/0/changes/0/lines").toString())
                .contains("- CREATE TABLE a", "+ CREATE TABLE a");
        assertThat(jar.run("verify").exitCode()).isEqualTo(3);
        assertThat(jar.run("accept", "a").well().out()).contains("Nothing to accept");
    }

    @Test
    void rollbackHasTheSameSteps() throws Exception {
        jar.table("a", "").table("b", "a").table("c", "b");
        jar.run("deploy").well();

        assertThat(jar.run("deploy", "--rollback", "a", "--dry-run", "-v")
                        .well()
                        .out())
                .contains("-c", "DROP TABLE b", "Nothing was changed");
        assertThat(jar.run("deploy", "--rollback", "a").well().out())
                .contains("2 revisions to revert", "downgrade", "verify", "Rolled back. The database is at a.");
        assertThat(jar.run("deploy", "--rollback", "a").well().out()).contains("Nothing to downgrade.");
        jar.run("deploy", "--rollback", "nowhere").refused(2, "nowhere");
    }

    @Test
    void whatADowngradeLeavesOnOtherBranchesIsNamedWithItsCommand() throws Exception {
        jar.table("a", "").table("b", "a").table("c", "a").table("d", "c").table("root", "");
        jar.run("upgrade").well();
        jar.revision("m", "b, d", "SELECT 1;", "SELECT 2;");
        jar.run("upgrade").well();

        String rolledBack = jar.run("deploy", "--rollback", "b").well().out();
        assertThat(rolledBack)
                .contains("Rolled back. The database is at ")
                .contains("Still applied, on another branch: d. To revert it, too: deploy --rollback d@a")
                .contains("Still applied, on another branch: root. To revert it, too: deploy --rollback root@base");
        assertThat(jar.run("deploy", "--rollback", "d@a").well().out()).contains("2 revisions to revert");
        assertThat(jar.run("deploy", "--rollback", "root@base").well().out())
                .contains("Rolled back. The database is at b.");
        jar.run("upgrade").well();
        assertThat(jar.run("downgrade", "d").well().out())
                .contains("Still applied, on another branch: b. To revert it, too: downgrade b@a");
        jar.run("downgrade", "b@a").well();
    }

    @Test
    void aTargetBelowTheHeadsIsVerified() throws Exception {
        jar.table("a", "").table("b", "a").table("c", "b");

        assertThat(jar.run("deploy", "+1").well().out()).contains("Deployed. The database is at a.");
        assertThat(jar.run("deploy", "b").well().out()).contains("Deployed. The database is at b.");
    }

    @Test
    void allOptionFaultsAreReportedTogether() throws Exception {
        jar.run("deploy", "heads", "--rollback", "a", "--no-rollback", "--keep", "0")
                .refused(2, "exclude each other", "--no-rollback", "need --backup", "--keep 0");
        jar.run("deploy", "--time-limit", "300").refused(2, "300s");
        jar.run("deploy", "--time-limit", "soon").refused(2, "10min");
    }

    private void fiveOfWhichTheThirdFails() throws Exception {
        jar.revision(
                        "b",
                        "a",
                        "ALTER TABLE a ADD COLUMN note text; UPDATE a SET note = 'x';",
                        "ALTER TABLE a DROP COLUMN note;")
                .table("c", "b")
                .revision("d", "c", "CREATE TABLE d (); SELECT nonsense;", "DROP TABLE d;")
                .table("e", "d")
                .table("f", "e");
    }

    private List<String> history() throws Exception {
        return Catalog.query(
                database, "SELECT concat_ws(' ', operation, revision, outcome) FROM migration_history ORDER BY id");
    }
}
