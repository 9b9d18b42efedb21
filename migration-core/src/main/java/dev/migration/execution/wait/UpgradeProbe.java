package dev.migration.execution.wait;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

import javax.sql.DataSource;

import org.springframework.dao.DataAccessException;

import dev.migration.error.MigrationException;
import dev.migration.event.LockHolder;
import dev.migration.execution.failure.DatabaseFailureException;
import dev.migration.execution.failure.DatabaseUnavailableException;
import dev.migration.execution.failure.MigrationStoppedException;
import dev.migration.execution.failure.UpgradeNotDoneException;
import dev.migration.execution.precondition.CheckedPlanner;
import dev.migration.execution.precondition.UpgradePreconditions;
import dev.migration.execution.progress.RunEvents;
import dev.migration.execution.report.RetryClass;
import dev.migration.execution.report.ServerErrors;
import dev.migration.execution.session.ExecutionSettings;
import dev.migration.execution.session.MigrationLock;
import dev.migration.execution.session.MigrationSession;
import dev.migration.execution.state.DatabaseState;
import dev.migration.plan.Plan;
import dev.migration.plan.Planner;
import dev.migration.revision.Repeatable;
import dev.migration.version.AppliedRevision;
import dev.migration.version.RevisionState;
import dev.migration.version.StateReader;

/**
 * Looks what another process has left to do, on a session of its own each time: nothing is held between two looks, and a server
 * that restarts meanwhile does no harm.
 */
public final class UpgradeProbe {

    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    private final DataSource dataSource;
    private final CheckedPlanner planMaker;
    private final ExecutionSettings settings;
    private final RunEvents progress;

    public UpgradeProbe(
            DataSource dataSource, CheckedPlanner planMaker, ExecutionSettings settings, RunEvents progress) {
        this.dataSource = dataSource;
        this.planMaker = planMaker;
        this.settings = settings;
        this.progress = progress;
    }

    /** @param fully whether to look for who migrates the database too; else only where something is wrong with it */
    ProbeResult look(Function<Planner, Plan> command, boolean fully) {
        progress.stop().check();
        try (MigrationSession session = MigrationSession.open(dataSource, progress.stop())) {
            return look(session, command, fully);
        } catch (DatabaseUnavailableException failure) {
            if (failure.mayPass()) {
                return noAnswer(failure);
            }
            throw failure;
        } catch (DataAccessException failure) {
            if (progress.stop().explains(failure)) {
                throw MigrationStoppedException.waiting(failure);
            }
            if (RetryClass.of(failure) == RetryClass.SESSION_LOST) {
                return noAnswer(failure);
            }
            throw new DatabaseFailureException(failure);
        }
    }

    private ProbeResult look(MigrationSession session, Function<Planner, Plan> command, boolean fully) {
        StateReader state = session.state(settings.tables());
        List<String> missing = List.of();
        try {
            DatabaseState database = planMaker.read(state);
            Plan plan = planMaker.plan(database, command);
            missing = missing(plan);
            progress.tell(UpgradePreconditions.remarks(database));
            progress.tell(planMaker.admit(plan, database, state));
            if (plan.isEmpty()) {
                return new ProbeResult.Done(database);
            }
            Optional<MigrationException> halfWay = halfWay(plan, database);
            return undone(session, missing, halfWay, fully);
        } catch (MigrationException refused) {
            return undone(session, missing, Optional.of(refused), fully);
        } catch (DataAccessException failure) {
            if (isForbidden(failure)) {
                // Whoever makes the tables may be about to grant it.
                return undone(session, missing, Optional.of(new DatabaseFailureException(failure)), fully);
            }
            throw failure;
        }
    }

    private ProbeResult undone(
            MigrationSession session, List<String> missing, Optional<MigrationException> trouble, boolean fully) {
        return new ProbeResult.Undone(
                missing, trouble, fully || trouble.isPresent() ? holder(session) : Optional.empty());
    }

    private Optional<LockHolder> holder(MigrationSession session) {
        return session.state(settings.tables())
                .located()
                .flatMap(tables -> new MigrationLock(session, settings, tables, progress.events()).find());
    }

    private static Optional<MigrationException> halfWay(Plan plan, DatabaseState database) {
        return database.interrupted().stream()
                .filter(revision -> revision.state().state() == RevisionState.State.FAILED)
                .filter(revision -> plan.steps().stream()
                        .anyMatch(step -> step.revision().id().equals(revision.id())))
                .findFirst()
                .map(AppliedRevision::id)
                .map(UpgradeNotDoneException::halfWay);
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
