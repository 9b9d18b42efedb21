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

/** Waits for a server that is just being started. */
public final class ServerWaiter {

    private final DataSource dataSource;
    private final RunEvents progress;
    private final WaitLogInterval reminder = new WaitLogInterval();

    public ServerWaiter(DataSource dataSource, RunEvents progress) {
        this.dataSource = dataSource;
        this.progress = progress;
    }

    public void await(Duration longest) {
        RetryBudget patience = new RetryBudget(longest);
        Optional<Duration> pause = connect(patience);
        while (pause.isPresent()) {
            RetryBudget.pause(pause.get(), progress.stop());
            pause = connect(patience);
        }
    }

    /** How long to wait before the next try; empty when there is no need for one. */
    private Optional<Duration> connect(RetryBudget patience) {
        progress.stop().check();
        try (MigrationSession session = MigrationSession.open(dataSource, progress.stop())) {
            session.stop().check();
            return Optional.empty();
        } catch (DatabaseUnavailableException failure) {
            Optional<Duration> pause = failure.mayPass() ? patience.afterFailure() : Optional.empty();
            if (pause.isEmpty()) {
                throw failure;
            }
            if (reminder.isDue(patience.spent())) {
                progress.events().publish(new MigrationEvent.WaitingForServer(reason(failure), patience.spent()));
            }
            return pause;
        }
    }

    private static String reason(DatabaseUnavailableException failure) {
        return ServerErrors.in(failure).map(ServerErrors::describe).orElseGet(failure::problem);
    }
}
