// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.ds.PGSimpleDataSource;

import dev.migration.MigrationStatus.State;
import dev.migration.event.MigrationEvent;
import dev.migration.event.MigrationListener;
import dev.migration.execution.failure.DatabaseUnavailableException;
import dev.migration.execution.failure.MigrationStoppedException;
import dev.migration.execution.failure.UpgradeNotDoneException;
import dev.migration.execution.refusal.DivergedDatabaseException;
import dev.migration.execution.refusal.EditedRevisionException;
import dev.migration.revision.fault.TargetException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Waiting for another process to upgrade the database. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class AwaitTests extends MigratorTestBase {

    /** Enough for several reads. */
    private static final Duration SOME_LOOKS = Duration.ofSeconds(1);

    private final List<MigrationEvent> events = new ArrayList<>();

    @BeforeEach
    void writeRevisions() {
        revisions.table("a", "").table("b", "a");
    }

    @Test
    void nothingIsWaitedForWhereNothingIsMissing() {
        migrator().upgrade("heads");

        MigrationStatus status = waiting(events::add).reader().await("heads", Duration.ZERO);

        assertThat(status.state()).isEqualTo(State.UP_TO_DATE);
        assertThat(events).isEmpty();
    }

    @Test
    void whatAnotherProcessUpgradesIsWaitedForAndNothingIsWritten() {
        Migrator waiting = waiting(event -> {
            events.add(event);
            assertThat(tables()).isEmpty();
            migrator().upgrade("heads");
        });

        MigrationStatus status = waiting.reader().await("heads");

        assertThat(status.current()).containsExactly("b");
        assertThat(events).singleElement().isInstanceOfSatisfying(MigrationEvent.WaitingForUpgrade.class, event -> {
            assertThat(event.missing()).containsExactly("a", "b");
            assertThat(event.situation()).isEqualTo("no session holds the migration lock");
        });
    }

    @Test
    void repeatablesAreWaitedForToo() {
        migrator().upgrade("heads");
        revisions.repeatable("v", "", "CREATE OR REPLACE VIEW v AS SELECT 1 AS one;");

        waiting(event -> {
                    events.add(event);
                    migrator().upgrade("heads");
                })
                .reader()
                .await("heads");

        assertThat(events)
                .singleElement()
                .isInstanceOfSatisfying(
                        MigrationEvent.WaitingForUpgrade.class,
                        event -> assertThat(event.missing()).containsExactly("v"));
    }

    @Test
    void onlyTheTargetIsWaitedFor() {
        migrator().upgrade("a");

        assertThat(waiting(events::add).reader().await("a", Duration.ZERO).state())
                .isEqualTo(State.PENDING);
    }

    @Test
    void timeoutNamesMissingRevisionsAndThatNoSessionHoldsTheLock() {
        assertThatExceptionOfType(UpgradeNotDoneException.class)
                .isThrownBy(() -> migrator().reader().await("heads", Duration.ZERO))
                .satisfies(failure -> {
                    assertThat(failure.missing()).containsExactly("a", "b");
                    assertThat(failure.problem()).contains("a, b missing; no session holds the migration lock.");
                    assertThat(failure.remedy()).contains("migrations upgrade heads");
                });
    }

    @Test
    void timeoutNamesTheLockHolder() {
        duringARevision(
                "a",
                () -> assertThatExceptionOfType(UpgradeNotDoneException.class)
                        .isThrownBy(() -> migrator().reader().await("heads", Duration.ZERO))
                        .withMessageContaining("b missing; lock holder: pid ")
                        .withMessageContaining("at revision a, 1 of 2"));
    }

    @Test
    void divergedDatabaseFailsIfNoSessionHoldsTheLock() {
        migrator().upgrade("heads");
        revisions.delete("b").table("c", "a");

        assertThatExceptionOfType(DivergedDatabaseException.class)
                .isThrownBy(() -> migrator().reader().await("heads"));
    }

    @Test
    void refusalIsNotFinalWhileAnotherSessionHoldsTheLock() {
        Migrator newer = builder()
                .listener(during("b", () -> {
                    revisions.delete("b").table("c", "a");
                    assertThatExceptionOfType(UpgradeNotDoneException.class)
                            .isThrownBy(() -> migrator().reader().await("heads", SOME_LOOKS))
                            .withMessageContaining("c missing");
                }))
                .build();

        newer.upgrade("heads");

        assertThat(events).isNotEmpty();
    }

    @Test
    void anEditedRevisionFailsAlthoughNothingIsMissing() {
        migrator().upgrade("heads");
        revisions.irreversible("b", "a", "CREATE TABLE other (id int);");

        assertThatExceptionOfType(EditedRevisionException.class)
                .isThrownBy(() -> migrator().reader().await("heads"));
    }

    @Test
    void interruptedRevisionFailsIfNoSessionHoldsTheLock() {
        migrator().upgrade("a");
        sql("""
                INSERT INTO migration_revision (revision, down_revisions, depends_on, branch_labels, replaces, message, type,
                    state, step, applied_at, duration_millis, applied_by, host, application, tool_version)
                VALUES ('b', '{a}', '{}', '{}', '{}', '', 'SQL', 'FAILED', 1, now(), 0, 'me', 'here', 'shop', '1')""");

        assertThatExceptionOfType(UpgradeNotDoneException.class)
                .isThrownBy(() -> migrator().reader().await("heads"))
                .satisfies(failure -> assertThat(failure.problem())
                        .isEqualTo("Revision b is interrupted, and no session holds the migration lock."));
    }

    @Test
    void aTargetThatIsNotThereFails() {
        assertThatExceptionOfType(TargetException.class)
                .isThrownBy(() -> migrator().reader().await("nothing"));
    }

    @Test
    void aStopEndsTheWaitAtOnce() {
        CompletableFuture<Void> begun = new CompletableFuture<>();
        Migrator waiting = waiting(event -> begun.complete(null));
        CompletableFuture<MigrationStatus> wait =
                CompletableFuture.supplyAsync(() -> waiting.reader().await("heads"));
        begun.join();

        assertThat(waiting.stop(Duration.ofMinutes(1))).isTrue();

        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(wait::join)
                .withCauseInstanceOf(MigrationStoppedException.class);
    }

    @Test
    void aDatabaseThatDoesNotExistIsNotWaitedFor() {
        Migrator nowhere = builder().dataSource(dataSource("nowhere")).build();

        assertUnavailable("3D000", () -> nowhere.reader().await("heads"));
        assertUnavailable("3D000", () -> nowhere.reader().awaitServer(Duration.ofMinutes(1)));
    }

    @Test
    void aServerThatNeverComesIsWaitedForAsLongAsAllowed() {
        PGSimpleDataSource closed = dataSource(database.name());
        closed.setPortNumbers(new int[] {1});
        Migrator migrator = builder().dataSource(closed).listener(events::add).build();

        assertUnavailable("08001", () -> migrator.reader().awaitServer(SOME_LOOKS));
        assertThat(events).singleElement().isInstanceOf(MigrationEvent.WaitingForServer.class);
        assertThatExceptionOfType(UpgradeNotDoneException.class)
                .isThrownBy(() -> migrator.reader().await("heads", Duration.ZERO))
                .withMessageContaining("the database cannot be reached yet")
                .withMessageContaining("refused");
    }

    private static void assertUnavailable(String sqlState, ThrowingCallable call) {
        assertThatExceptionOfType(DatabaseUnavailableException.class)
                .isThrownBy(call)
                .satisfies(failure -> assertThat(failure.sqlState()).isEqualTo(sqlState));
    }

    private Migrator waiting(MigrationListener listener) {
        return builder()
                .listener(at(MigrationEvent.WaitingForUpgrade.class, event -> listener.on(event)))
                .build();
    }

    private void duringARevision(String id, Runnable action) {
        builder().listener(during(id, action)).build().upgrade("heads");
        assertThat(events).isNotEmpty();
    }

    /** Runs the action while the lock is held and a revision is committed; records an event when it succeeds. */
    private MigrationListener during(String id, Runnable action) {
        return event -> {
            if (event instanceof MigrationEvent.RevisionFinished finished
                    && finished.step().revision().id().equals(id)) {
                action.run();
                events.add(event);
            }
        };
    }

    private PGSimpleDataSource dataSource(String name) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(database.url());
        source.setUser(database.username());
        source.setPassword(database.password());
        source.setDatabaseName(name);
        return source;
    }
}
