package dev.migration.execution;

import java.time.Duration;
import java.util.Optional;

import javax.sql.DataSource;

import dev.migration.event.MigrationEvent;
import dev.migration.execution.failure.DatabaseUnavailableException;
import dev.migration.execution.failure.ServerErrors;
import dev.migration.execution.session.MigrationSession;
import dev.migration.execution.session.Patience;

/** Waits for a server that is just being started. */
final class Awakening {

    private final DataSource dataSource;
    private final Progress progress;
    private final Reminder reminder = new Reminder();

    Awakening(DataSource dataSource, Progress progress) {
        this.dataSource = dataSource;
        this.progress = progress;
    }

    void await(Duration longest) {
        Patience patience = new Patience(longest);
        Optional<Duration> pause = connect(patience);
        while (pause.isPresent()) {
            Patience.pause(pause.get(), progress.stop());
            pause = connect(patience);
        }
    }

    /** How long to wait before the next try; empty when there is no need for one. */
    private Optional<Duration> connect(Patience patience) {
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
