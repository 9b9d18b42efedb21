// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.wait;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

import javax.sql.DataSource;

import org.springframework.dao.DataAccessException;

import dev.migration.error.MigrationException;
import dev.migration.execution.failure.DatabaseFailureException;
import dev.migration.execution.failure.DatabaseUnavailableException;
import dev.migration.execution.failure.MigrationStoppedException;
import dev.migration.execution.failure.UpgradeNotDoneException;
import dev.migration.execution.precondition.CheckedPlanner;
import dev.migration.execution.progress.RunEvents;
import dev.migration.execution.reader.SessionReader;
import dev.migration.execution.report.RetryClass;
import dev.migration.execution.report.ServerErrors;
import dev.migration.execution.session.ExecutionSettings;
import dev.migration.execution.session.MigrationSession;
import dev.migration.execution.state.DatabaseState;
import dev.migration.plan.Plan;
import dev.migration.plan.Planner;
import dev.migration.revision.Repeatable;
import dev.migration.version.AppliedRevision;
import dev.migration.version.RevisionState;

/**
 * Reads what another process still has to apply. Each read uses a session of its own: nothing is held between two reads, and a
 * server that restarts in between does no harm.
 */
public final class UpgradeProbe {

    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    private final DataSource dataSource;
    private final CheckedPlanner planner;
    private final ExecutionSettings settings;
    private final RunEvents runEvents;

    public UpgradeProbe(
            DataSource dataSource, CheckedPlanner planner, ExecutionSettings settings, RunEvents runEvents) {
        this.dataSource = dataSource;
        this.planner = planner;
        this.settings = settings;
        this.runEvents = runEvents;
    }

    /** @param withHolder whether to read the lock holder in any case; otherwise only if something prevents the upgrade */
    ProbeResult probe(Function<Planner, Plan> command, boolean withHolder) {
        runEvents.stop().check();
        try (MigrationSession session = MigrationSession.open(dataSource, runEvents.stop())) {
            return probe(new SessionReader(session, planner, settings.tables()), command, withHolder);
        } catch (DatabaseUnavailableException failure) {
            if (failure.mayPass()) {
                return noAnswer(failure);
            }
            throw failure;
        } catch (DataAccessException failure) {
            if (runEvents.stop().explains(failure)) {
                throw MigrationStoppedException.waiting(failure);
            }
            if (RetryClass.of(failure) == RetryClass.SESSION_LOST) {
                return noAnswer(failure);
            }
            throw new DatabaseFailureException(failure);
        }
    }

    private ProbeResult probe(SessionReader reader, Function<Planner, Plan> command, boolean withHolder) {
        List<String> missing = List.of();
        try {
            DatabaseState database = reader.state();
            Plan plan = reader.plan(database, command);
            missing = missing(plan);
            reader.publishNotes(database, runEvents);
            reader.check(plan, database, runEvents);
            return plan.isEmpty()
                    ? new ProbeResult.UpToDate(database)
                    : pending(reader, missing, interrupted(plan, database), withHolder);
        } catch (MigrationException refused) {
            return pending(reader, missing, Optional.of(refused), withHolder);
        } catch (DataAccessException failure) {
            if (isForbidden(failure)) {
                // The process that creates the tables may be about to grant the privilege.
                return pending(reader, missing, Optional.of(new DatabaseFailureException(failure)), withHolder);
            }
            throw failure;
        }
    }

    private static ProbeResult pending(
            SessionReader reader, List<String> missing, Optional<MigrationException> obstacle, boolean withHolder) {
        return new ProbeResult.Pending(
                missing,
                obstacle,
                withHolder || obstacle.isPresent() ? reader.lockStatus().describe() : Optional.empty());
    }

    private static Optional<MigrationException> interrupted(Plan plan, DatabaseState database) {
        return database.interrupted().stream()
                .filter(revision -> revision.state().state() == RevisionState.State.FAILED)
                .filter(revision -> plan.steps().stream()
                        .anyMatch(step -> step.revision().id().equals(revision.id())))
                .findFirst()
                .map(AppliedRevision::id)
                .map(UpgradeNotDoneException::interrupted);
    }

    private static List<String> missing(Plan plan) {
        return Stream.concat(
                        plan.steps().stream().map(step -> step.revision().id()),
                        plan.repeatables().stream().map(Repeatable::name))
                .toList();
    }

    private static boolean isForbidden(DataAccessException failure) {
        return ServerErrors.in(failure)
                .map(ServerErrors::stateOf)
                .filter(INSUFFICIENT_PRIVILEGE::equals)
                .isPresent();
    }

    private static ProbeResult noAnswer(RuntimeException failure) {
        return new ProbeResult.NoAnswer(
                ServerErrors.in(failure).map(ServerErrors::describe).orElseGet(failure::toString));
    }
}
