// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.util.Optional;

import org.junit.jupiter.api.Test;

import dev.migration.RepeatableStatus.State;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

/** Pending repeatables in the status, and in commands other than an upgrade to the heads. */
class RepeatableStateTests extends RepeatableTestBase {

    @Test
    void anUpgradeToAnOlderTargetLeavesThem() {
        revisions.table("a", "").table("b", "a");
        revisions.repeatable("v", "", VIEW);

        var plan = migrator().upgrade("a").plan();

        assertThat(plan.notes()).containsExactly("These repeatables wait for an upgrade to the heads: v.");
        assertThat(applied()).containsExactly("a");
        assertThat(migrator().upgrade("+1").plan().repeatables()).hasSize(1);
    }

    @Test
    void aDowngradeRunsNoneAndTheNextUpgradeDoes() {
        revisions.table("a", "");
        revisions.repeatable("v", "", VIEW);
        revisions.write("b", """
                -- @revision b
                -- @revises a
                -- @reapply v
                -- @upgrade
                CREATE TABLE b (id int);
                -- @downgrade
                DROP VIEW v;
                DROP TABLE b;
                """);
        migrator().upgrade("heads");

        migrator().downgrade("-1");

        assertThat(views()).isEmpty();
        assertThat(migrator().reader().status().repeatables())
                .extracting(RepeatableStatus::name, RepeatableStatus::state, RepeatableStatus::checksum)
                .containsExactly(tuple("v", State.PENDING, Optional.empty()));

        revisions.delete("b");
        migrator().upgrade("heads");

        assertThat(views()).containsExactly("v");
    }

    @Test
    void olderApplicationDoesNotRestoreItsText() {
        revisions.table("a", "").table("b", "a");
        revisions.repeatable("f", "", function(2));
        migrator().upgrade("heads");
        revisions.delete("b");
        revisions.repeatable("f", "", function(1));

        migrator().upgrade("heads");

        assertThat(text("SELECT f()")).isEqualTo("2");
        assertThat(migrator().reader().status().repeatables())
                .extracting(RepeatableStatus::state)
                .containsExactly(State.AHEAD);
        assertThat(migrator().reader().verify().state()).isEqualTo(MigrationStatus.State.AHEAD);
    }

    @Test
    void aRepeatableWithoutAScriptStays() {
        revisions.table("a", "");
        revisions.repeatable("v", "", VIEW);
        migrator().upgrade("heads");
        revisions.delete("v");

        migrator().upgrade("heads");

        assertThat(views()).containsExactly("v");
        assertThat(migrator().reader().verify().state()).isEqualTo(MigrationStatus.State.UP_TO_DATE);
        assertThat(migrator().reader().status().repeatables())
                .extracting(RepeatableStatus::name, RepeatableStatus::state)
                .containsExactly(tuple("v", State.UNKNOWN));
    }

    @Test
    void theRowOfARepeatableIsNoRevision() {
        revisions.table("a", "");
        revisions.repeatable("v", "", VIEW);
        migrator().upgrade("heads");

        MigrationStatus status = migrator().reader().status();

        assertThat(status.current()).containsExactly("a");
        assertThat(status.heads()).containsExactly("a");
        assertThat(status.unknown()).isEmpty();
        assertThat(status.applied()).hasSize(1);
        assertThat(status.state()).isEqualTo(MigrationStatus.State.UP_TO_DATE);
        assertThat(status.repeatables()).singleElement().satisfies(v -> {
            assertThat(v.state()).isEqualTo(State.APPLIED);
            assertThat(v.checksum()).isPresent();
            assertThat(v.appliedAt()).isPresent();
        });
        assertThat(text("SELECT type FROM migration_revision WHERE revision = 'repeatable:v'"))
                .isEqualTo("REPEATABLE");
        sql("DROP VIEW v");
        migrator().downgrade("base");
        assertThat(migrator().reader().status().current()).isEmpty();
    }

    @Test
    void verifyFailsOnAPendingOne() {
        revisions.table("a", "");
        revisions.repeatable("v", "", VIEW);
        migrator().upgrade("heads");
        revisions.repeatable("f", "", function(1));

        assertThatExceptionOfType(PendingRevisionsException.class)
                .isThrownBy(() -> migrator().reader().verify())
                .satisfies(failure -> {
                    assertThat(failure.pending()).isEmpty();
                    assertThat(failure.repeatables()).containsExactly("f");
                    assertThat(failure.problem()).isEqualTo("A repeatable is pending: f.");
                });
        assertThat(migrator().reader().status().state()).isEqualTo(MigrationStatus.State.PENDING);
        assertThat(migrator().reader().status().advice()).containsExactly("Upgrade: f is pending.");
    }

    @Test
    void aStampLeavesThemToTheNextUpgrade() {
        sql("CREATE TABLE a (id int)");
        revisions.table("a", "");
        revisions.repeatable("v", "", VIEW);

        migrator().stamp("heads");
        assertThat(migrator().reader().status().pendingRepeatables()).containsExactly("v");
        migrator().upgrade("heads");

        assertThat(views()).containsExactly("v");
    }

    private static String function(int result) {
        return "CREATE OR REPLACE FUNCTION f() RETURNS text LANGUAGE sql AS 'SELECT ''" + result + "''';";
    }
}
