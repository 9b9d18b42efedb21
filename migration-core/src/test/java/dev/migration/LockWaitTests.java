// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.migration.execution.failure.LockNotObtainedException;
import dev.migration.execution.lock.MigrationLock;
import dev.migration.result.MigrationResult;
import dev.migration.version.StateTables;

import static org.assertj.core.api.Assertions.assertThat;

/** A run that waits for another instance and loses its session in this wait. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class LockWaitTests extends MigratorTestBase {

    @Test
    void theWaitDoesNotSpendTheRetryBudget() throws Exception {
        revisions.table("a", "");
        Connection holder = holder();
        Future<MigrationResult> waiting = threads.submit(() -> waiter(null).upgrade("heads"));
        try {
            terminateAfter(1);
            terminateAfter(1);
            awaitWaiter("true");
            assertThat(waiting).isNotDone();
        } finally {
            holder.close();
        }

        waiting.get();
        assertThat(applied()).containsExactly("a");
    }

    /** A limit for each session would end it after nine seconds or more. */
    @Test
    void theLimitOfTheWaitAppliesToAllSessionsTogether() throws Exception {
        revisions.table("a", "");
        try (Connection holder = holder()) {
            Future<MigrationResult> waiting =
                    threads.submit(() -> waiter(Duration.ofSeconds(5)).upgrade("heads"));
            terminateAfter(4);

            assertThat(waiting)
                    .failsWithin(Duration.ofMinutes(1))
                    .withThrowableThat()
                    .havingCause()
                    .isInstanceOfSatisfying(
                            LockNotObtainedException.class,
                            failure -> assertThat(failure.problem()).containsPattern("after a wait of [5-8] s"));
            assertThat(holder.isValid(1)).isTrue();
        }
    }

    private Migrator waiter(@org.jspecify.annotations.Nullable Duration lockWait) {
        return builder()
                .settings(settings().toBuilder()
                        .retryFor(Duration.ofMillis(700))
                        .lockWait(lockWait)
                        .build())
                .build();
    }

    /** A session that holds the migration lock, as another instance does. */
    private Connection holder() throws SQLException {
        Connection connection = database.dataSource().getConnection();
        long key = MigrationLock.keyOf(StateTables.DEFAULT.in("public"));
        connection.createStatement().execute("SELECT pg_advisory_lock(" + key + ")");
        return connection;
    }

    private void terminateAfter(int seconds) {
        awaitWaiter("clock_timestamp() - backend_start > interval '%d s'".formatted(seconds));
        text("SELECT pg_terminate_backend(pid, 10000)::text FROM pg_stat_activity WHERE " + WAITER);
    }

    private static final String WAITER =
            "datname = current_database() AND starts_with(application_name, 'migration waits')";

    private void awaitWaiter(String condition) {
        database.await("SELECT count(*) = 1 FROM pg_stat_activity WHERE " + WAITER + " AND " + condition);
    }
}
