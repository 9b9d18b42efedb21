// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.wait;

import java.time.Duration;
import java.util.Optional;

import javax.sql.DataSource;

import dev.migration.event.MigrationEvent;
import dev.migration.execution.failure.DatabaseUnavailableException;
import dev.migration.execution.progress.RunEvents;
import dev.migration.execution.report.ServerErrors;
import dev.migration.execution.session.MigrationSession;
import dev.migration.execution.session.RetryBudget;

/** Waits until a server accepts connections. */
public final class ServerWaiter {

    private final DataSource dataSource;
    private final RunEvents runEvents;
    private final WaitLogInterval logInterval = new WaitLogInterval();

    public ServerWaiter(DataSource dataSource, RunEvents runEvents) {
        this.dataSource = dataSource;
        this.runEvents = runEvents;
    }

    /**
     * @param longest the longest time to wait
     * @throws DatabaseUnavailableException if the time is over, or if waiting cannot help
     */
    public void await(Duration longest) {
        RetryBudget retryBudget = new RetryBudget(longest);
        Optional<Duration> pause = connect(retryBudget);
        while (pause.isPresent()) {
            RetryBudget.pause(pause.get(), runEvents.stop());
            pause = connect(retryBudget);
        }
    }

    /** Returns the pause before the next attempt, or empty if the server accepts connections. */
    private Optional<Duration> connect(RetryBudget retryBudget) {
        runEvents.stop().check();
        try (MigrationSession session = MigrationSession.open(dataSource, runEvents.stop())) {
            session.stop().check();
            return Optional.empty();
        } catch (DatabaseUnavailableException failure) {
            Optional<Duration> pause = failure.mayPass() ? retryBudget.afterFailure() : Optional.empty();
            if (pause.isEmpty()) {
                throw failure;
            }
            if (logInterval.isDue(retryBudget.spent())) {
                runEvents.events().publish(new MigrationEvent.WaitingForServer(reason(failure), retryBudget.spent()));
            }
            return pause;
        }
    }

    private static String reason(DatabaseUnavailableException failure) {
        return ServerErrors.in(failure).map(ServerErrors::describe).orElseGet(failure::problem);
    }
}
