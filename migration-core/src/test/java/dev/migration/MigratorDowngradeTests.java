// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.util.List;

import org.junit.jupiter.api.Test;

import dev.migration.execution.failure.RevisionFailedException;
import dev.migration.execution.refusal.InterruptedDescendantException;
import dev.migration.execution.refusal.IrreversibleRevisionException;
import dev.migration.revision.fault.TargetException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class MigratorDowngradeTests extends MigratorTestBase {

    @Test
    void nothingBelowAnInterruptedRevisionIsReverted() {
        revisions.revision("a", "", "CREATE TABLE t (id int);", "DROP TABLE t;");
        revisions.revision("b", "a", "CREATE TABLE u (id int);", "DROP TABLE u;");
        migrator().upgrade("heads");
        revisions.write(
                "c",
                "-- @revision c\n-- @revises b\n-- @transaction none\n-- @upgrade\nALTER TABLE t ADD n int;\nSELECT 1 / 0;\n");
        assertThatExceptionOfType(RevisionFailedException.class)
                .isThrownBy(() -> migrator().upgrade("heads"));

        for (String target : List.of("base", "-1", "a")) {
            assertThatExceptionOfType(InterruptedDescendantException.class)
                    .isThrownBy(() -> migrator().downgrade(target))
                    .withMessageContaining("Revision c is interrupted")
                    .satisfies(refused -> assertThat(refused.remedy()).contains("resolve c --rolled-back"));
        }

        assertThat(applied()).contains("a", "b");
        sql("ALTER TABLE t DROP n");
        migrator().resolve("c", Resolution.ROLLED_BACK);
        migrator().downgrade("base");
        assertThat(applied()).isEmpty();
    }

    @Test
    void revertsTheRevisionsAboveTheTarget() {
        revisions.table("a", "").table("b", "a").table("c", "b").table("x", "");
        migrator().upgrade("heads");

        migrator().downgrade("a");

        assertThat(tables()).containsExactly("a", "x");
        assertThat(applied()).containsExactlyInAnyOrder("a", "x");
        assertThat(history()).endsWith("DOWNGRADE c REVERTED", "DOWNGRADE b REVERTED");
    }

    @Test
    void goesDownToNothing() {
        revisions.table("a", "").table("b", "a");
        migrator().upgrade("heads");

        var result = migrator().downgrade("base");

        assertThat(tables()).isEmpty();
        assertThat(applied()).isEmpty();
        assertThat(result.plan().after()).isEmpty();
    }

    @Test
    void undoesTheHeadThatWasAppliedLast() {
        revisions.table("a", "").table("b", "a").table("c", "a");
        migrator().upgrade("c");
        migrator().upgrade("b");

        migrator().downgrade("-1");

        assertThat(applied()).containsExactly("a", "c");
    }

    @Test
    void usesTheStoredSectionWhenTheScriptIsGone() {
        revisions.table("a", "").table("b", "a");
        migrator().upgrade("heads");
        revisions.delete("b");

        migrator().downgrade("a");

        assertThat(tables()).containsExactly("a");
        assertThat(migrator().reader().status().unknown()).isEmpty();
    }

    @Test
    void usesTheStoredSectionWhenTheScriptWasEdited() {
        revisions.table("a", "").table("b", "a");
        migrator().upgrade("heads");
        revisions.revision("b", "a", "CREATE TABLE b2 (id int);", "DROP TABLE b2;");

        migrator().downgrade("a");

        assertThat(tables()).containsExactly("a");
    }

    @Test
    void usesTheScriptIfOnlyItsDowngradeWasCorrected() {
        revisions.table("a", "").revision("b", "a", "CREATE TABLE b (id int);", "DROP TABLE typo;");
        migrator().upgrade("heads");
        revisions.table("b", "a");

        migrator().downgrade("a");

        assertThat(tables()).containsExactly("a");
    }

    @Test
    void refusesToCrossAnIrreversibleRevisionBeforeAnythingRuns() {
        revisions
                .table("a", "")
                .irreversible("b", "a", "CREATE TABLE b (id int);")
                .table("c", "b");
        migrator().upgrade("heads");

        assertThatExceptionOfType(IrreversibleRevisionException.class)
                .isThrownBy(() -> migrator().downgrade("base"))
                .satisfies(failure -> assertThat(failure.revisions()).containsExactly("b"));
        assertThat(tables()).containsExactly("a", "b", "c");
    }

    @Test
    void rollsBackAFailedDowngradeAndKeepsTheRevisionApplied() {
        revisions.table("a", "").revision("b", "a", "CREATE TABLE b (id int);", "DROP TABLE b;\nDROP TABLE missing;");
        migrator().upgrade("heads");

        assertThatExceptionOfType(RevisionFailedException.class)
                .isThrownBy(() -> migrator().downgrade("a"))
                .satisfies(failure -> {
                    assertThat(failure.problem())
                            .contains("The downgrade of revision b")
                            .contains("missing");
                    assertThat(failure.remedy()).contains("b.sql:8:1 and downgrade again.");
                    assertThat(failure.line()).isEqualTo(8);
                    assertThat(failure.sqlState()).isEqualTo("42P01");
                });
        assertThat(tables()).containsExactly("a", "b");
        assertThat(applied()).containsExactly("a", "b");
        assertThat(history()).endsWith("DOWNGRADE b FAILED");
    }

    @Test
    void upAndDownAndUpAgainGivesTheSame() {
        revisions.table("a", "").table("b", "a").table("c", "a").table("m", "b, c");
        migrator().upgrade("heads");
        var before = columns();

        migrator().downgrade("base");
        migrator().upgrade("heads");

        assertThat(columns()).isEqualTo(before).isNotEmpty();
    }

    @Test
    void refusesATargetThatIsNotApplied() {
        revisions.table("a", "").table("b", "a");
        migrator().upgrade("a");

        assertThatExceptionOfType(TargetException.class)
                .isThrownBy(() -> migrator().downgrade("b"))
                .withMessageContaining("b");
        assertThat(applied()).containsExactly("a");
    }

    @Test
    void stampWritesDownWithoutRunning() {
        revisions.table("a", "").table("b", "a").table("c", "b");

        migrator().stamp("b");

        assertThat(tables()).isEmpty();
        assertThat(applied()).containsExactly("a", "b");
        assertThat(history()).containsExactly("STAMP a APPLIED", "STAMP b APPLIED");

        migrator().stamp("a");

        assertThat(applied()).containsExactly("a");
        assertThat(history()).endsWith("STAMP b REVERTED");
    }

    @Test
    void stampedRevisionCanBeRevertedWithoutItsScript() {
        revisions.table("a", "").table("b", "a");
        migrator().upgrade("a");
        sql("CREATE TABLE b (id int)");
        migrator().stamp("heads");
        revisions.delete("b");

        migrator().downgrade("a");

        assertThat(tables()).containsExactly("a");
    }
}
