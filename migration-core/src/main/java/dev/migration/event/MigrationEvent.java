package dev.migration.event;

import java.time.Duration;
import java.util.List;

import dev.migration.plan.ParentChange;
import dev.migration.plan.Plan;
import dev.migration.plan.SplicedRevision;
import dev.migration.plan.Step;
import dev.migration.revision.Repeatable;

/** Something that happened while a plan was carried out. {@link MigrationListener} says when and where it is told. */
public sealed interface MigrationEvent {

    /** The database is where it should be; the plan has no steps. */
    record NothingToDo(Plan plan) implements MigrationEvent {}

    /**
     * Revisions are applied that have no script here: a newer application was here, or files are missing.
     *
     * @param revisions their ids
     */
    record UnknownRevisions(List<String> revisions) implements MigrationEvent {

        public UnknownRevisions {
            revisions = List.copyOf(revisions);
        }
    }

    /**
     * Applied revisions whose script was edited, where that is only warned about.
     *
     * @param revisions their ids
     */
    record EditedRevisions(List<String> revisions) implements MigrationEvent {

        public EditedRevisions {
            revisions = List.copyOf(revisions);
        }
    }

    /** Revisions that run below applied ones, out of order, where that is only warned about. */
    record SplicedRevisions(List<SplicedRevision> splices) implements MigrationEvent {

        public SplicedRevisions {
            splices = List.copyOf(splices);
        }
    }

    /**
     * Revisions run although others are applied that have no script here, where that is only warned about.
     *
     * @param unknown the ids of those without a script
     * @param pending the ids of those that run
     */
    record DivergedDatabase(List<String> unknown, List<String> pending) implements MigrationEvent {

        public DivergedDatabase {
            unknown = List.copyOf(unknown);
            pending = List.copyOf(pending);
        }
    }

    /** Applied revisions whose scripts name other parents now; the order of a downgrade follows the scripts. */
    record ChangedParents(List<ParentChange> changes) implements MigrationEvent {

        public ChangedParents {
            changes = List.copyOf(changes);
        }
    }

    /**
     * The first step is about to run. The lock is ours, the tables that hold the state are there, and nothing of the plan is
     * committed. A plan without steps and without repeatables is never
     * started.
     */
    record Started(Plan plan) implements MigrationEvent {}

    /**
     * Somebody else migrates this database. Told at once and then every 10 seconds; nothing of ours is committed.
     *
     * @param holder who, as far as the database tells
     * @param waited since when
     */
    record WaitingForLock(String holder, Duration waited) implements MigrationEvent {}

    /**
     * The lock is ours. Told once for each session; behind a pooler that shares sessions, once at the end of a run that waited.
     *
     * @param waited how long it took
     */
    record LockObtained(Duration waited) implements MigrationEvent {}

    /**
     * Another process is to upgrade the database, and has not done so yet. Told by {@code Migrator.await}, at once and then every
     * 10 seconds; nothing is written.
     *
     * @param missing the ids of the revisions and the names of the repeatables that are not applied yet; none while the
     *     database does not answer
     * @param situation who migrates, or why the database does not answer
     * @param waited since when
     */
    record WaitingForUpgrade(List<String> missing, String situation, Duration waited) implements MigrationEvent {

        public WaitingForUpgrade {
            missing = List.copyOf(missing);
        }
    }

    /**
     * The server does not take connections yet. Told at once and then every 10 seconds; nothing was run.
     *
     * @param reason what the server or the driver said
     * @param waited since when
     */
    record WaitingForServer(String reason, Duration waited) implements MigrationEvent {}

    /** A revision is about to run. What came before it in the plan is committed; its own transaction is not begun. */
    record RevisionStarted(Plan plan, Step step) implements MigrationEvent {}

    /**
     * The server said something about a statement of a revision, whose transaction is open.
     *
     * @param severity {@code NOTICE}, {@code WARNING} and the like
     */
    record ServerMessage(Step step, String severity, String message) implements MigrationEvent {}

    /**
     * Something about a hook that runs in a transaction of its own: what the server said, or that it is tried again.
     *
     * @param hook the event that it belongs to, such as {@code before-upgrade}
     * @param severity {@code NOTICE}, {@code WARNING} and the like
     */
    record HookMessage(String hook, String severity, String message) implements MigrationEvent {}

    /**
     * A revision was rolled back because others were in the way, or the session was lost; it is tried again after a pause.
     * Nothing of that try is committed, unless it runs in pieces; those that are done stay.
     *
     * @param attempts how often it was tried so far
     * @param pause how long until the next try
     * @param reason what the server or the driver said
     * @param blockers who was in the way, as far as is known; the first try does not look
     */
    record WaitingToRetry(Plan plan, Step step, int attempts, Duration pause, String reason, List<Blocker> blockers)
            implements MigrationEvent {

        public WaitingToRetry {
            blockers = List.copyOf(blockers);
        }
    }

    /**
     * A Java revision ran nothing on the migration's connection. If it did something on another one, that is no part of its
     * transaction: it is not rolled back when the revision fails, and may be done again.
     */
    record ConnectionNotUsed(Plan plan, Step step) implements MigrationEvent {}

    /** A revision is committed, together with the rows about it. */
    record RevisionFinished(Plan plan, Step step, Duration duration) implements MigrationEvent {}

    /** A repeatable is committed, together with the last step or with other repeatables. */
    record RepeatableApplied(Plan plan, Repeatable repeatable) implements MigrationEvent {}

    /**
     * A revision failed, or was stopped, and is rolled back, as far as the failure does not say otherwise. The history has a row
     * about it, unless the session is gone. Where repeatables have a transaction of their own, the step stands
     * for the one that failed ({@link Step#isRepeatable()}); the same holds for {@link WaitingToRetry}.
     */
    record RevisionFailed(Plan plan, Step step, Duration duration, Throwable failure) implements MigrationEvent {}

    /** Every step is committed, and the hooks behind them have run. */
    record Finished(Plan plan, Duration duration) implements MigrationEvent {}

    /** A step or a hook failed, or the run was stopped; the steps before it stay committed, those after it did not run. */
    record Failed(Plan plan, Duration duration, Throwable failure) implements MigrationEvent {}
}
