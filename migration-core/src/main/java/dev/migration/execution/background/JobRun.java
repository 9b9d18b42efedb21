// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.background;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import javax.sql.DataSource;

import org.springframework.dao.DataAccessException;

import dev.migration.error.MigrationException;
import dev.migration.event.EventPublisher;
import dev.migration.execution.failure.DatabaseFailureException;
import dev.migration.execution.failure.MigrationStoppedException;
import dev.migration.execution.failure.SessionLostException;
import dev.migration.execution.precondition.CheckedPlanner;
import dev.migration.execution.session.ExecutionSettings;
import dev.migration.execution.session.MigrationSession;
import dev.migration.execution.session.RetryBudget;
import dev.migration.execution.session.StopSignal;
import dev.migration.version.JobState;
import dev.migration.version.StateTables;

/**
 * Runs the jobs of a database until none is left that this application may run.
 *
 * @param dataSource opens the connections
 */
public record JobRun(DataSource dataSource, CheckedPlanner planner, ExecutionSettings settings, EventPublisher events) {

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    /**
     * Runs all jobs, together with other workers.
     *
     * @return the revisions whose jobs this worker, or another one meanwhile, has ended
     * @throws MigrationException the first failure of a job, after the others have run
     */
    public List<String> run(StopSignal stop) {
        Outcome outcome = new Outcome();
        RetryBudget budget = new RetryBudget(settings.retryFor());
        boolean again = true;
        while (again) {
            stop.checkBetweenTransactions();
            try (MigrationSession session = MigrationSession.open(dataSource, stop)) {
                again = onOneSession(session, outcome);
                budget.progressed();
            } catch (SessionLostException lost) {
                RetryBudget.pause(budget.afterFailure().orElseThrow(lost::report), stop);
            } catch (DataAccessException failure) {
                throw new DatabaseFailureException(failure);
            }
        }
        outcome.failure.ifPresent(failure -> {
            throw failure;
        });
        return outcome.done;
    }

    private static final class Outcome {

        private final List<String> done = new ArrayList<>();
        private Optional<MigrationException> failure = Optional.empty();
    }

    /** Returns whether jobs are left, which other sessions run. */
    private boolean onOneSession(MigrationSession session, Outcome outcome) throws SessionLostException {
        Optional<StateTables> located = session.state(settings.tables()).located();
        if (located.isEmpty()) {
            return false;
        }
        session.prepare(settings);
        JobWorker worker = new JobWorker(this, session, located.get());
        List<JobState> jobs = worker.jobs();
        boolean ran = false;
        for (JobState job : jobs) {
            session.stop().checkBetweenTransactions();
            ran |= run(worker, job, outcome);
        }
        if (!jobs.isEmpty() && !ran) {
            RetryBudget.pause(BETWEEN_LOOKS, session.stop());
        }
        return !jobs.isEmpty();
    }

    private static boolean run(JobWorker worker, JobState job, Outcome outcome) throws SessionLostException {
        try {
            boolean ran = worker.run(job);
            if (ran) {
                outcome.done.add(job.revision());
            }
            return ran;
        } catch (MigrationStoppedException stopped) {
            throw stopped;
        } catch (MigrationException failure) {
            outcome.failure = outcome.failure.or(() -> Optional.of(failure));
            return true;
        }
    }
}
