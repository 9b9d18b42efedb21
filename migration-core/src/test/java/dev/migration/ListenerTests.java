// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.migration.event.MigrationEvent;
import dev.migration.event.MigrationListener;
import dev.migration.execution.failure.RevisionFailedException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** The contract of {@link MigrationListener}. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class ListenerTests extends MigratorTestBase {

    private final List<MigrationEvent> events = new ArrayList<>();

    @Test
    void runPublishesItsEventsFromStartToFinish() {
        revisions.table("a", "").table("b", "a");

        listening().upgrade("heads");

        assertThat(names())
                .containsExactly(
                        "LockObtained",
                        "Started",
                        "RevisionStarted",
                        "RevisionFinished",
                        "RevisionStarted",
                        "RevisionFinished",
                        "Finished");
    }

    @Test
    void aRunWithNothingToDoIsOneEvent() {
        revisions.table("a", "");
        migrator().upgrade("heads");

        listening().upgrade("heads");

        assertThat(names()).containsExactly("NothingToDo");
    }

    @Test
    void failurePublishesAnEventForTheRevisionAndForTheRun() {
        revisions.table("a", "").irreversible("b", "a", "SELECT nonsense;").table("c", "b");

        RevisionFailedException failure = failedUpgrade(listening(), RevisionFailedException.class);

        assertThat(names())
                .containsExactly(
                        "LockObtained",
                        "Started",
                        "RevisionStarted",
                        "RevisionFinished",
                        "RevisionStarted",
                        "RevisionFailed",
                        "Failed");
        assertThat(((MigrationEvent.Failed) events.get(6)).failure()).isSameAs(failure);
    }

    @Test
    void revisionIsCommittedWhenRevisionFinishedIsPublished() {
        revisions.table("a", "").table("b", "a");
        List<String> seen = new ArrayList<>();

        builder()
                .listener(event -> {
                    if (event instanceof MigrationEvent.RevisionStarted
                            || event instanceof MigrationEvent.RevisionFinished) {
                        seen.add(String.join(" ", applied()) + "|" + String.join(" ", tables()));
                    }
                })
                .build()
                .upgrade("heads");

        assertThat(seen).containsExactly("|", "a|a", "a|a", "a b|a b");
    }

    @Test
    void retryIsPublishedBetweenStartAndEndOfTheRevision() throws SQLException {
        sql("CREATE TABLE busy (id int)");
        revisions.irreversible("a", "", "ALTER TABLE busy ADD COLUMN name text;");
        try (Connection reader = transaction("SELECT * FROM busy")) {
            upgradeReleasing(reader, MigrationEvent.WaitingToRetry.class);
        }

        assertThat(names())
                .containsExactly(
                        "LockObtained", "Started", "RevisionStarted", "WaitingToRetry", "RevisionFinished", "Finished");
    }

    @Test
    void waitForTheLockIsPublishedBeforeTheLock() throws SQLException {
        revisions.table("a", "").table("b", "a");
        migrator().upgrade("a");
        try (Connection holder = database.dataSource().getConnection()) {
            holder.setAutoCommit(false);
            takeLock(holder);
            upgradeReleasing(holder, MigrationEvent.WaitingForLock.class);
        }

        assertThat(names())
                .startsWith("WaitingForLock", "LockObtained", "ChangesClassified", "Started")
                .endsWith("Finished");
    }

    /** The other session keeps its locks until this event. */
    private void upgradeReleasing(Connection other, Class<? extends MigrationEvent> event) {
        builder()
                .listener(events::add)
                .listener(at(event, released -> rollback(other)))
                .build()
                .upgrade("heads");
    }

    @Test
    void aListenerThatThrowsStopsNeitherTheMigrationNorTheOthers() {
        revisions.table("a", "");

        builder()
                .listener(event -> {
                    throw new IllegalStateException("no");
                })
                .listener(event -> {
                    throw new AssertionError("no");
                })
                .listener(events::add)
                .build()
                .upgrade("heads");

        assertThat(names()).endsWith("Finished");
        assertThat(applied()).containsExactly("a");
    }

    /** As a listener in Kotlin can, which declares no exceptions. */
    @Test
    void aCheckedExceptionOfAListenerStopsNothingAndIsNotRetried() {
        revisions.irreversible("a", "", "DO $$ BEGIN RAISE NOTICE 'hello'; END $$; CREATE TABLE a (id int);");
        List<Throwable> failures = List.of(new java.io.IOException("no"), new Exception("no"), new Throwable("no"));

        for (Throwable failure : failures) {
            events.clear();
            builder()
                    .listener(event -> {
                        ListenerTests.<RuntimeException>sneak(failure);
                    })
                    .listener(events::add)
                    .build()
                    .upgrade("heads");
            assertThat(names()).doesNotContain("WaitingToRetry").endsWith("Finished");
            sql("DROP TABLE a, migration_revision, migration_history");
        }
        assertThat(names()).contains("ServerMessage", "RevisionFinished");
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneak(Throwable failure) throws T {
        throw (T) failure;
    }

    @Test
    void listenersReceiveEachEventInTheOrderInWhichTheyWereAdded() {
        revisions.table("a", "");
        List<String> received = new ArrayList<>();

        builder()
                .listener(event -> received.add("first"))
                .listener(event -> received.add("second"))
                .build()
                .upgrade("heads");

        assertThat(received).hasSize(10).startsWith("first", "second", "first", "second");
    }

    @Test
    void everyEventComesOnTheThreadThatMigrates() {
        revisions.irreversible("a", "", "DO $$ BEGIN RAISE NOTICE 'hello'; END $$;\nSELECT pg_sleep(0.01);");
        List<Thread> threads = new ArrayList<>();

        builder().listener(event -> threads.add(Thread.currentThread())).build().upgrade("heads");

        assertThat(Set.copyOf(threads)).containsExactly(Thread.currentThread());
    }

    /** The migration lock: only the migration knows its key, so the test reads it while the migration holds it. */
    private void takeLock(Connection holder) throws SQLException {
        List<String> keys = new ArrayList<>();
        revisions.irreversible("b", "a", "SELECT nonsense;");
        assertThatExceptionOfType(RevisionFailedException.class)
                .isThrownBy(() -> builder()
                        .listener(at(
                                MigrationEvent.Started.class,
                                event -> keys.add(
                                        text("SELECT ((classid::bigint << 32) | objid::bigint)::text FROM pg_locks"
                                                + " WHERE locktype = 'advisory' AND objsubid = 1" + HERE))))
                        .build()
                        .upgrade("heads"));
        revisions.table("b", "a");
        try (Statement statement = holder.createStatement()) {
            statement.execute("SELECT pg_advisory_xact_lock(" + keys.get(0) + ")");
        }
    }

    private List<String> names() {
        return events.stream().map(event -> event.getClass().getSimpleName()).collect(Collectors.toList());
    }

    private Migrator listening() {
        return builder().listener(events::add).build();
    }
}
