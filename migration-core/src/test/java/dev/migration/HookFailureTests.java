// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

import org.junit.jupiter.api.Test;

import dev.migration.event.MigrationEvent;
import dev.migration.execution.failure.HookFailedException;
import dev.migration.execution.failure.RevisionFailedException;
import dev.migration.script.Hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Failures of hooks, and conflicts with concurrent sessions. */
class HookFailureTests extends HookTestBase {

    @Test
    void beforeUpgradeFailsBeforeAnythingRuns() {
        hook("h", Hook.Event.BEFORE_UPGRADE, "INSERT INTO diary (entry) VALUES ('gone');\nSELECT nonsense;");
        note(Hook.Event.AFTER_FAILURE);
        revisions.table("a", "");

        HookFailedException failure = failedUpgrade(migrator(), HookFailedException.class);

        assertThat(failure.event()).isEqualTo("before-upgrade");
        assertThat(failure.source()).endsWith("h.sql");
        assertThat(failure.line()).isEqualTo(3);
        assertThat(failure.sqlState()).isEqualTo("42703");
        assertThat(failure.problem()).contains("No revision ran after it.").contains("h.sql:3:8");
        assertThat(tables()).containsExactly("diary");
        assertThat(entries()).containsExactly("after-failure upgrade ");
    }

    @Test
    void afterUpgradeFailsTheRunAndTheRevisionsStay() {
        hook("h", Hook.Event.AFTER_UPGRADE, "INSERT INTO diary (entry) VALUES ('gone');\nSELECT nonsense;");
        revisions.table("a", "");

        HookFailedException failure = failedUpgrade(migrator(), HookFailedException.class);

        assertThat(failure.problem()).contains("are committed and stay");
        assertThat(failure.remedy()).contains("next run whose plan is not empty");
        assertThat(applied()).containsExactly("a");
        assertThat(entries()).isEmpty();
    }

    @Test
    void afterRevisionFailsTheRevisionInTheFileOfTheHook() {
        hook("h", Hook.Event.AFTER_REVISION, "SELECT 1;\nSELECT 1 FROM a WHERE nonsense;");
        revisions.table("a", "");

        RevisionFailedException failure = failedUpgrade(migrator(), RevisionFailedException.class);

        assertThat(failure.revision()).isEqualTo("a");
        assertThat(failure.source()).endsWith("h.sql");
        assertThat(failure.line()).isEqualTo(3);
        assertThat(failure.problem()).contains("rolled back").contains("h.sql:3:23");
        assertThat(tables()).containsExactly("diary");
        assertThat(history()).containsExactly("UPGRADE a FAILED");
    }

    @Test
    void afterFailureHookReadsTheFailureAfterTheRollback() {
        hook("f", Hook.Event.AFTER_FAILURE, """
                INSERT INTO diary (entry) SELECT current_setting('migration.operation') || ' '
                  || current_setting('migration.revision') || ' ' || (current_setting('migration.error') ~ 'nonsense')
                  || ' ' || (to_regclass('b') IS NULL);
                """);
        revisions.table("a", "").irreversible("b", "a", "CREATE TABLE b (id int);\nSELECT nonsense;");

        assertThatExceptionOfType(RevisionFailedException.class)
                .isThrownBy(() -> migrator().upgrade("heads"));

        assertThat(entries()).containsExactly("upgrade b true true");
        assertThat(applied()).containsExactly("a");
    }

    @Test
    void theFailureOfAfterFailureIsSuppressedIntoTheFirst() {
        hook("f", Hook.Event.AFTER_FAILURE, "SELECT other_nonsense;");
        revisions.irreversible("a", "", "SELECT nonsense;");

        RevisionFailedException failure = failedUpgrade(migrator(), RevisionFailedException.class);

        assertThat(failure.getSuppressed())
                .singleElement()
                .isInstanceOfSatisfying(
                        HookFailedException.class,
                        second -> assertThat(second.event()).isEqualTo("after-failure"));
    }

    @Test
    void lastTransactionOfAScriptInSegmentsFailsWithItsHook() {
        hook("h", Hook.Event.AFTER_REVISION, "SELECT nonsense;");
        revisions.irreversible("a", "", "CREATE TABLE a (id int);\nCREATE INDEX CONCURRENTLY ix ON a (id);");

        RevisionFailedException failure = failedUpgrade(migrator(), RevisionFailedException.class);

        assertThat(failure.source()).endsWith("h.sql");
        assertThat(text("SELECT state || step FROM migration_revision")).isEqualTo("FAILED2");

        revisions.delete("h");
        migrator().upgrade("heads");
        assertThat(text("SELECT state FROM migration_revision")).isEqualTo("APPLIED");
    }

    @Test
    void hookUsesTheLockTimeoutAndIsRetried() throws SQLException {
        sql("CREATE TABLE busy (id int)");
        hook("h", Hook.Event.BEFORE_UPGRADE, "ALTER TABLE busy ADD COLUMN name text;");
        revisions.table("a", "");
        try (Connection reader = transaction("SELECT * FROM busy")) {
            builder()
                    .listener(at(MigrationEvent.HookMessage.class, event -> rollback(reader)))
                    .build()
                    .upgrade("heads");
        }
        assertThat(columns()).contains("busy.name", "a.id");
    }

    @Test
    void aHookThatNeverGetsItsLockFailsTheRun() throws SQLException {
        sql("CREATE TABLE busy (id int)");
        hook("h", Hook.Event.BEFORE_UPGRADE, "ALTER TABLE busy ADD COLUMN name text;");
        revisions.table("a", "");
        try (Connection reader = transaction("SELECT * FROM busy")) {
            var impatient = builder()
                    .settings(settings().toBuilder().retryFor(Duration.ZERO).build())
                    .build();

            assertThatExceptionOfType(HookFailedException.class)
                    .isThrownBy(() -> impatient.upgrade("heads"))
                    .satisfies(failure -> assertThat(failure.sqlState()).isEqualTo("55P03"));
            rollback(reader);
        }
        assertThat(applied()).isEmpty();
    }
}
