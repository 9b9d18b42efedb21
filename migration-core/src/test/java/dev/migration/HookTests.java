package dev.migration;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.migration.event.MigrationEvent;
import dev.migration.execution.failure.HookFailedException;
import dev.migration.execution.failure.RevisionFailedException;
import dev.migration.script.Hook;
import dev.migration.script.JavaRevision;
import dev.migration.script.MigrationContext;
import dev.migration.script.RevisionHeader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** When hooks run, in which transaction, and what their failure means. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class HookTests extends MigratorTestBase {

    @BeforeEach
    void makeDiary() {
        sql("CREATE TABLE diary (id int GENERATED ALWAYS AS IDENTITY, entry text, transaction text)");
    }

    @Test
    void everyEventOfAnUpgradeAndADowngradeHasItsMoment() {
        noteAllEvents();
        revisions
                .revision("a", "", "INSERT INTO diary (entry) VALUES ('a itself');", "SELECT 1;")
                .revision("b", "a", "INSERT INTO diary (entry) VALUES ('b itself');", "SELECT 1;");

        migrator().upgrade("heads");
        assertThat(entries())
                .containsExactly(
                        "before-upgrade upgrade ",
                        "before-revision upgrade a",
                        "a itself",
                        "after-revision upgrade a",
                        "before-revision upgrade b",
                        "b itself",
                        "after-revision upgrade b",
                        "after-upgrade upgrade ");

        sql("DELETE FROM diary");
        migrator().downgrade("a");
        assertThat(entries())
                .containsExactly(
                        "before-downgrade downgrade ",
                        "before-revision downgrade b",
                        "after-revision downgrade b",
                        "after-downgrade downgrade ");
    }

    @Test
    void nothingPendingAndStampsCallNoHook() {
        noteAllEvents();
        revisions.table("a", "").table("b", "a");

        migrator().stamp("a");
        assertThat(entries()).isEmpty();

        migrator().stamp("b");
        migrator().upgrade("heads");
        assertThat(entries()).isEmpty();
    }

    @Test
    void aRevisionAndTheHooksAroundItAreOneTransaction() {
        noteAllEvents();
        revisions.table("a", "").table("b", "a");

        migrator().upgrade("heads");

        assertThat(text("SELECT count(DISTINCT transaction) FROM diary WHERE entry LIKE '% a'"))
                .isEqualTo("1");
        assertThat(text("SELECT count(DISTINCT transaction) FROM diary")).isEqualTo("4");
    }

    @Test
    void hooksOfOneEventRunByTheNameOfTheirFile() {
        hook("20", Hook.Event.BEFORE_UPGRADE, "INSERT INTO diary (entry) VALUES ('second');");
        hook("10", Hook.Event.BEFORE_UPGRADE, "INSERT INTO diary (entry) VALUES ('first');");
        revisions.table("a", "");

        migrator().upgrade("heads");

        assertThat(entries()).containsExactly("first", "second");
    }

    @Test
    void beforeUpgradeFailsBeforeAnythingRuns() {
        hook("h", Hook.Event.BEFORE_UPGRADE, "INSERT INTO diary (entry) VALUES ('gone');\nSELECT nonsense;");
        note(Hook.Event.AFTER_FAILURE);
        revisions.table("a", "");

        assertThatExceptionOfType(HookFailedException.class)
                .isThrownBy(() -> migrator().upgrade("heads"))
                .satisfies(failure -> {
                    assertThat(failure.event()).isEqualTo("before-upgrade");
                    assertThat(failure.source()).endsWith("h.sql");
                    assertThat(failure.line()).isEqualTo(3);
                    assertThat(failure.sqlState()).isEqualTo("42703");
                    assertThat(failure.problem())
                            .contains("No revision ran after it.")
                            .contains("h.sql:3:8");
                });
        assertThat(tables()).containsExactly("diary");
        assertThat(entries()).containsExactly("after-failure upgrade ");
    }

    @Test
    void afterUpgradeFailsTheRunAndTheRevisionsStay() {
        hook("h", Hook.Event.AFTER_UPGRADE, "INSERT INTO diary (entry) VALUES ('gone');\nSELECT nonsense;");
        revisions.table("a", "");

        assertThatExceptionOfType(HookFailedException.class)
                .isThrownBy(() -> migrator().upgrade("heads"))
                .satisfies(failure -> {
                    assertThat(failure.problem()).contains("are committed and stay");
                    assertThat(failure.remedy()).contains("next run that has something to do");
                });
        assertThat(applied()).containsExactly("a");
        assertThat(entries()).isEmpty();
    }

    @Test
    void afterRevisionFailsTheRevisionInTheFileOfTheHook() {
        hook("h", Hook.Event.AFTER_REVISION, "SELECT 1;\nSELECT 1 FROM a WHERE nonsense;");
        revisions.table("a", "");

        assertThatExceptionOfType(RevisionFailedException.class)
                .isThrownBy(() -> migrator().upgrade("heads"))
                .satisfies(failure -> {
                    assertThat(failure.revision()).isEqualTo("a");
                    assertThat(failure.source()).endsWith("h.sql");
                    assertThat(failure.line()).isEqualTo(3);
                    assertThat(failure.problem()).contains("rolled back").contains("h.sql:3:23");
                });
        assertThat(tables()).containsExactly("diary");
        assertThat(history()).containsExactly("UPGRADE a FAILED");
    }

    @Test
    void beforeRevisionSetsWhatTheScriptFinds() {
        sql("CREATE SCHEMA elsewhere");
        hook("h", Hook.Event.BEFORE_REVISION, "SET LOCAL search_path = elsewhere;");
        revisions.table("a", "");

        migrator().upgrade("heads");

        assertThat(text("SELECT to_regclass('elsewhere.a')::text")).isEqualTo("elsewhere.a");
        assertThat(applied()).containsExactly("a");
    }

    @Test
    void afterFailureIsToldWhatFailedBehindTheRollback() {
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

        assertThatExceptionOfType(RevisionFailedException.class)
                .isThrownBy(() -> migrator().upgrade("heads"))
                .satisfies(failure -> assertThat(failure.getSuppressed())
                        .singleElement()
                        .isInstanceOfSatisfying(
                                HookFailedException.class,
                                second -> assertThat(second.event()).isEqualTo("after-failure")));
    }

    @Test
    void aScriptInPiecesHasItsHooksInTheFirstAndTheLastTransaction() {
        noteAllEvents();
        revisions.irreversible("a", "", "CREATE TABLE a (id int);\nCREATE INDEX CONCURRENTLY ix ON a (id);");

        migrator().upgrade("heads");

        assertThat(entries())
                .containsExactly(
                        "before-upgrade upgrade ",
                        "before-revision upgrade a",
                        "after-revision upgrade a",
                        "after-upgrade upgrade ");
    }

    @Test
    void theLastTransactionOfAScriptInPiecesFailsWithItsHook() {
        hook("h", Hook.Event.AFTER_REVISION, "SELECT nonsense;");
        revisions.irreversible("a", "", "CREATE TABLE a (id int);\nCREATE INDEX CONCURRENTLY ix ON a (id);");

        assertThatExceptionOfType(RevisionFailedException.class)
                .isThrownBy(() -> migrator().upgrade("heads"))
                .satisfies(failure -> assertThat(failure.source()).endsWith("h.sql"));
        assertThat(text("SELECT state || step FROM migration_revision")).isEqualTo("FAILED2");

        revisions.delete("h");
        migrator().upgrade("heads");
        assertThat(text("SELECT state FROM migration_revision")).isEqualTo("APPLIED");
    }

    @Test
    void hooksStandAroundJavaRevisionsToo() {
        noteAllEvents();

        builder().javaRevisions(List.of(new Notes())).build().upgrade("heads");

        assertThat(entries())
                .containsExactly(
                        "before-upgrade upgrade ",
                        "before-revision upgrade j",
                        "in Java",
                        "after-revision upgrade j",
                        "after-upgrade upgrade ");
    }

    @Test
    void aHookWaitsShortlyForALockAndIsTriedAgain() throws SQLException {
        sql("CREATE TABLE busy (id int)");
        hook("h", Hook.Event.BEFORE_UPGRADE, "ALTER TABLE busy ADD COLUMN name text;");
        revisions.table("a", "");
        try (Connection reader = database.dataSource().getConnection()) {
            reader.setAutoCommit(false);
            try (Statement statement = reader.createStatement()) {
                statement.execute("SELECT * FROM busy");
            }
            builder()
                    .listener(event -> {
                        if (event instanceof MigrationEvent.HookMessage) {
                            rollback(reader);
                        }
                    })
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
        try (Connection reader = database.dataSource().getConnection()) {
            reader.setAutoCommit(false);
            try (Statement statement = reader.createStatement()) {
                statement.execute("SELECT * FROM busy");
            }
            var impatient =
                    builder().settings(settings().withRetryFor(Duration.ZERO)).build();

            assertThatExceptionOfType(HookFailedException.class)
                    .isThrownBy(() -> impatient.upgrade("heads"))
                    .satisfies(failure -> assertThat(failure.sqlState()).isEqualTo("55P03"));
        }
        assertThat(applied()).isEmpty();
    }

    @Test
    void beforeUpgradeRunsOnceAlthoughTheSessionIsLost() {
        noteAllEvents();
        sql("CREATE SEQUENCE tries");
        revisions.irreversible("a", "", """
                DO $$ BEGIN IF nextval('public.tries') < 2 THEN PERFORM pg_terminate_backend(pg_backend_pid()); END IF; END $$;
                """);

        migrator().upgrade("heads");

        assertThat(entries())
                .containsExactly(
                        "before-upgrade upgrade ",
                        "before-revision upgrade a",
                        "after-revision upgrade a",
                        "after-upgrade upgrade ");
    }

    @Test
    void hooksAroundARevisionCostNoRoundTrip() throws Exception {
        revisions.table("a", "").table("b", "a");
        int without = roundTrips();
        noteRevisionEvents();
        database.reset();
        makeDiary();

        assertThat(roundTrips()).isEqualTo(without);
        assertThat(entries()).hasSize(4);
    }

    private int roundTrips() throws Exception {
        try (ServerProxy proxy = new ServerProxy(database)) {
            builder().dataSource(proxy.dataSource()).build().upgrade("heads");
            return proxy.roundTrips();
        }
    }

    private void noteAllEvents() {
        for (Hook.Event event : Hook.Event.values()) {
            note(event);
        }
    }

    private void noteRevisionEvents() {
        note(Hook.Event.BEFORE_REVISION);
        note(Hook.Event.AFTER_REVISION);
    }

    private void note(Hook.Event event) {
        hook(event.text(), event, """
                INSERT INTO public.diary (entry, transaction)
                VALUES (concat_ws(' ', '%s', current_setting('migration.operation'), current_setting('migration.revision')),
                    pg_current_xact_id()::text);
                """.formatted(event.text()));
    }

    private void hook(String file, Hook.Event event, String statements) {
        revisions.write(file, "-- @hook " + event.text() + "\n" + statements);
    }

    private List<String> entries() {
        return jdbc().sql("SELECT entry FROM diary ORDER BY id")
                .query(String.class)
                .list();
    }

    private static void rollback(Connection connection) {
        try {
            connection.rollback();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    @RevisionHeader(revision = "j")
    static class Notes implements JavaRevision {

        @Override
        public void upgrade(MigrationContext context) {
            context.jdbc().sql("INSERT INTO diary (entry) VALUES ('in Java')").update();
        }
    }
}
