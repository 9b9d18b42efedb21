// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.migration.MigrationStatus.State;
import dev.migration.execution.failure.RevisionFailedException;
import dev.migration.execution.refusal.EditedInterruptedScriptException;
import dev.migration.revision.Revision;
import dev.migration.version.AppliedRevision;
import dev.migration.version.RevisionState;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Rows of interrupted, unknown and otherwise special revisions. */
class RowTests extends MigratorTestBase {

    private static final String PIECES =
            "CREATE TABLE t (a int);\nCREATE INDEX CONCURRENTLY ix ON t (a);\nSELECT 1 / 0;";

    @Test
    void interruptedRevisionIsShownWithItsStep() {
        failHalfWay();

        MigrationStatus status = migrator().reader().status();

        assertThat(status.state()).isEqualTo(State.FAILED);
        assertThat(status.interrupted()).singleElement().satisfies(row -> {
            assertThat(row.id()).isEqualTo("a");
            assertThat(row.state()).isEqualTo(new RevisionState(RevisionState.State.FAILED, 2));
        });
        assertThat(status.pending()).extracting(Revision::id).containsExactly("a");
        assertThat(status.advice()).anySatisfy(text -> assertThat(text).contains("a, 2 of its segments done"));
        assertThat(status.advice()).hasSize(1);
    }

    @Test
    void aRevisionThatWasBegunIsShownAsRunning() {
        failHalfWay();
        sql("UPDATE migration_revision SET state = 'RUNNING'");

        assertThat(migrator().reader().status().state()).isEqualTo(State.RUNNING);
    }

    @Test
    void interruptedDowngradeCountsAsAppliedAndIsShown() {
        revisions.revision("a", "", "CREATE TABLE t (a int);", "DROP TABLE t;\nVACUUM;\nSELECT 1 / 0;");
        migrator().upgrade("heads");
        assertThatExceptionOfType(RevisionFailedException.class)
                .isThrownBy(() -> migrator().downgrade("base"));

        MigrationStatus status = migrator().reader().status();

        assertThat(status.state()).isEqualTo(State.RUNNING);
        assertThat(status.applied()).hasSize(1);
        assertThat(status.interrupted())
                .extracting(AppliedRevision::state)
                .containsExactly(new RevisionState(RevisionState.State.REVERTING, 2));
    }

    @Test
    void textAfterTheDoneSegmentsMayBeCorrectedRepeatedly() {
        failHalfWay();
        revisions.irreversible(
                "a", "", "-- better\r\n" + PIECES.replace("1 / 0", "1 / 1") + "\nVACUUM t;\nSELECT 2 / 0;");
        assertThatExceptionOfType(RevisionFailedException.class)
                .isThrownBy(() -> migrator().upgrade("heads"));
        assertThat(migrator().reader().status().interrupted())
                .extracting(row -> row.state().step())
                .containsExactly(4);
        revisions.irreversible("a", "", PIECES.replace("1 / 0", "1 / 1") + "\nVACUUM t;\nSELECT 2 / 1;");

        migrator().upgrade("heads");

        assertThat(migrator().reader().verify().state()).isEqualTo(State.UP_TO_DATE);
        assertThat(migrator().reader().differences()).isEmpty();
    }

    @Test
    void editOfDoneSegmentsIsRefusedWithTheirDifference() {
        failHalfWay();
        revisions.irreversible(
                "a", "", PIECES.replace("t (a int)", "t (a bigint)").replace("1 / 0", "1 / 1"));

        EditedInterruptedScriptException refusal = failedUpgrade(migrator(), EditedInterruptedScriptException.class);

        assertThat(refusal.revision()).isEqualTo("a");
        assertThat(refusal.segments()).isEqualTo(2);
        assertThat(refusal.problem())
                .contains("with 2 segments done")
                .contains("a.sql:4  changed", "- CREATE TABLE t (a int)", "+ CREATE TABLE t (a bigint)")
                .doesNotContain("1 / 1");
        assertThat(refusal.remedy()).contains("resolve a --applied");
        assertThat(text("SELECT state || step FROM migration_revision")).isEqualTo("FAILED2");
    }

    /** An earlier version stored the values of variables, not their names. */
    @Test
    void namesInPlaceOfTheStoredValuesAreNoEdit() {
        failHalfWay();
        revisions.irreversible(
                "a", "", PIECES.replace("TABLE t ", "TABLE ${name} ").replace("1 / 0", "1 / 1"));

        builder()
                .settings(settings().toBuilder().variables(Map.of("name", "t")).build())
                .build()
                .upgrade("heads");

        assertThat(applied()).containsExactly("a");
    }

    @Test
    void statementInsertedBeforeTheInterruptionIsRefused() {
        failHalfWay();
        revisions.irreversible("a", "", PIECES.replace(");\nCREATE", ");\nCREATE TABLE u ();\nCREATE"));

        assertThatExceptionOfType(EditedInterruptedScriptException.class)
                .isThrownBy(() -> migrator().upgrade("heads"))
                .withMessageContaining("a.sql:5  added")
                .withMessageContaining("+ CREATE TABLE u ()");
    }

    @Test
    void editOfAnInterruptedDowngradeIsRefused() {
        revisions.revision(
                "a", "", "CREATE TABLE t (a int); CREATE TABLE u ();", "DROP TABLE t;\nVACUUM;\nSELECT 1 / 0;");
        migrator().upgrade("heads");
        revisions.revision(
                "a", "", "CREATE TABLE t (a int); CREATE TABLE u ();", "DROP TABLE u;\nVACUUM;\nSELECT 1 / 0;");
        assertThatExceptionOfType(RevisionFailedException.class)
                .isThrownBy(() -> migrator().downgrade("base"));
        revisions.revision("a", "", "CREATE TABLE t (a int); CREATE TABLE u ();", "DROP TABLE t, u;\nVACUUM;");

        assertThatExceptionOfType(EditedInterruptedScriptException.class)
                .isThrownBy(() -> migrator().downgrade("base"))
                .withMessageContaining("- DROP TABLE u")
                .withMessageContaining("+ DROP TABLE t, u");
        revisions.revision(
                "a", "", "CREATE TABLE t (a int); CREATE TABLE u ();", "DROP TABLE u;\nVACUUM;\nDROP TABLE t;");
        migrator().downgrade("base");

        assertThat(tables()).isEmpty();
        assertThat(applied()).isEmpty();
    }

    @Test
    void wordsOfANewerVersionDoNotHinderReading() {
        revisions.table("a", "").table("b", "a").table("c", "b");
        migrator().upgrade("heads");
        sql("UPDATE migration_revision SET type = 'KOTLIN', state = 'PAUSED' WHERE revision IN ('b', 'c')");
        sql(
                "INSERT INTO migration_revision (revision, down_revisions, depends_on, branch_labels, replaces, message, type,"
                        + " state, applied_at, duration_millis, applied_by, host, application, tool_version) VALUES ('repeatable:v',"
                        + " '{}', '{}', '{}', '{}', '', 'REPEATABLE', 'APPLIED', now(), 0, '', '', '', '')");
        revisions.delete("c");

        migrator().upgrade("heads");
        MigrationStatus status = migrator().reader().status();

        assertThat(status.state()).isEqualTo(State.AHEAD);
        assertThat(status.unknown()).containsExactly("c");
        assertThat(status.applied())
                .extracting(AppliedRevision::type)
                .containsExactly(AppliedRevision.Type.SQL, AppliedRevision.Type.OTHER, AppliedRevision.Type.OTHER);
        assertThat(status.applied().get(1).state().state()).isEqualTo(RevisionState.State.OTHER);
    }

    @Test
    void severalRevisionsAreRevertedWithoutTheirScriptsAlsoInSegmentsAndFromAMerge() {
        revisions
                .table("a", "")
                .revision(
                        "b",
                        "a",
                        "CREATE TABLE b (id int);\nCREATE INDEX CONCURRENTLY ib ON b (id);",
                        "DROP INDEX CONCURRENTLY ib;\nDROP TABLE b;")
                .table("c", "a")
                .revision("m", "b, c", "CREATE VIEW m AS SELECT 1 AS one;", "DROP VIEW m;")
                .table("n", "m");
        migrator().upgrade("heads");
        revisions.delete("b").delete("c").delete("m").delete("n");

        List<String> steps = migrator().downgrade("a").plan().steps().stream()
                .map(step -> step.revision().id())
                .toList();

        assertThat(steps).startsWith("n", "m").hasSize(4).contains("b", "c");
        assertThat(tables()).containsExactly("a");
        assertThat(applied()).containsExactly("a");
        assertThat(migrator().reader().verify().state()).isEqualTo(State.UP_TO_DATE);
    }

    @Test
    void oneDownFromAMergeWithoutItsScriptLeavesBothBranches() {
        revisions.table("a", "").table("b", "a").table("c", "a").table("m", "b, c");
        migrator().upgrade("heads");
        revisions.delete("m");

        migrator().downgrade("-1");

        assertThat(applied()).containsExactly("a", "b", "c");
        assertThat(migrator().reader().status().current()).containsExactly("b", "c");
    }

    private void failHalfWay() {
        revisions.irreversible("a", "", PIECES);
        assertThatExceptionOfType(RevisionFailedException.class)
                .isThrownBy(() -> migrator().upgrade("heads"));
    }
}
