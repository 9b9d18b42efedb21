// SPDX-License-Identifier: Apache-2.0
package dev.migration.event;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import dev.migration.change.RevisionChange;
import dev.migration.plan.ParentChange;
import dev.migration.plan.Plan;
import dev.migration.plan.SplicedRevision;
import dev.migration.plan.Step;
import dev.migration.revision.Repeatable;

/**
 * An event of a run. {@link MigrationListener} documents its order and its thread.
 *
 * <p>Not sealed, so that a later version can add events: a listener ignores events that it does not know. Only this library creates
 * events; their constructors are not API.
 */
public interface MigrationEvent {

    /** The database is at the target; the plan is empty. */
    record NothingToDo(Plan plan) implements MigrationEvent {}

    /**
     * Applied revisions have no script here: a newer application applied them, or files are missing.
     *
     * @param revisions their ids
     */
    record UnknownRevisions(List<String> revisions) implements MigrationEvent {

        public UnknownRevisions {
            revisions = List.copyOf(revisions);
        }
    }

    /**
     * The scripts of applied revisions were edited, and the policy is to warn.
     *
     * @param revisions their ids
     */
    record EditedRevisions(List<String> revisions) implements MigrationEvent {

        public EditedRevisions {
            revisions = List.copyOf(revisions);
        }
    }

    /** Pending revisions run although applied revisions depend on them, out of order, and the policy is to warn. */
    record SplicedRevisions(List<SplicedRevision> splices) implements MigrationEvent {

        public SplicedRevisions {
            splices = List.copyOf(splices);
        }
    }

    /**
     * Pending revisions run although applied revisions have no script here, and the policy is to warn.
     *
     * @param unknown the ids of the applied revisions without a script
     * @param pending the ids of the revisions that run
     */
    record DivergedDatabase(List<String> unknown, List<String> pending) implements MigrationEvent {

        public DivergedDatabase {
            unknown = List.copyOf(unknown);
            pending = List.copyOf(pending);
        }
    }

    /**
     * The schema is not what the last run left, and the run continues nevertheless.
     *
     * @param revision the revision that was applied last
     * @param at when the run that applied it stored the schema
     * @param differences each object that differs, after {@code +}, {@code -} or {@code ~}
     */
    record SchemaDrift(String revision, Instant at, List<String> differences) implements MigrationEvent {

        public SchemaDrift {
            differences = List.copyOf(differences);
        }
    }

    /**
     * The schema cannot be compared: the last run stored no fingerprint, or another major version of the server or of this library
     * stored it, or a revision is interrupted.
     */
    record SchemaNotVerified() implements MigrationEvent {}

    /**
     * A newer version of this library wrote rows of the state tables. Nothing is refused: a newer format only adds columns.
     *
     * @param format the format of the newest rows
     * @param known the format that this version writes
     */
    record NewerStateTables(int format, int known) implements MigrationEvent {}

    /** The parents of applied revisions changed in their scripts. A downgrade follows the order of the scripts. */
    record ChangedParents(List<ParentChange> changes) implements MigrationEvent {

        public ChangedParents {
            changes = List.copyOf(changes);
        }
    }

    /**
     * The classes of the changes that are about to run, by the words of their scripts. Published before {@link Started}.
     *
     * @param changes the revisions in the order of the plan, then its repeatables
     */
    record ChangesClassified(List<RevisionChange> changes) implements MigrationEvent {

        public ChangesClassified {
            changes = List.copyOf(changes);
        }
    }

    /**
     * The first step is about to run. The session holds the migration lock, the state tables exist, and no step is committed. An
     * empty plan is never started.
     */
    record Started(Plan plan) implements MigrationEvent {}

    /**
     * Another session holds the migration lock. Published immediately and then every 10 seconds; no step is committed.
     *
     * @param holder a description of the lock holder
     * @param waited how long the run has been waiting
     */
    record WaitingForLock(String holder, Duration waited) implements MigrationEvent {}

    /**
     * The session holds the migration lock. Published once for each session; through a pooler that shares sessions, once at the
     * end of a run that waited.
     *
     * @param waited how long the run waited for it
     */
    record LockObtained(Duration waited) implements MigrationEvent {}

    /**
     * {@code Migrator.await} waits until another process has upgraded the database. Published immediately and then every 10
     * seconds; nothing is written.
     *
     * @param missing the ids of the revisions and the names of the repeatables that are not applied; empty while the database
     *     does not answer
     * @param situation the lock holder, or why the database does not answer
     * @param waited how long the run has been waiting
     */
    record WaitingForUpgrade(List<String> missing, String situation, Duration waited) implements MigrationEvent {

        public WaitingForUpgrade {
            missing = List.copyOf(missing);
        }
    }

    /**
     * The server does not accept connections yet. Published immediately and then every 10 seconds; no step has run.
     *
     * @param reason the message of the server or the driver
     * @param waited how long the run has been waiting
     */
    record WaitingForServer(String reason, Duration waited) implements MigrationEvent {}

    /** A revision is about to run. The steps before it are committed; its own transaction has not begun. */
    record RevisionStarted(Plan plan, Step step) implements MigrationEvent {}

    /**
     * The server sent a message about a statement of a revision, whose transaction is open.
     *
     * @param severity {@code NOTICE}, {@code WARNING} and the like
     */
    record ServerMessage(Step step, String severity, String message) implements MigrationEvent {}

    /**
     * A message about a hook that runs in a transaction of its own: from the server, or that the hook is retried.
     *
     * @param hook the event of the hook, such as {@code before-upgrade}
     * @param severity {@code NOTICE}, {@code WARNING} and the like
     */
    record HookMessage(String hook, String severity, String message) implements MigrationEvent {}

    /**
     * A revision was rolled back because of a concurrent session or a lost session, and is retried after a pause. Nothing of this
     * attempt is committed, except the segments that are done.
     *
     * @param attempts the number of attempts so far
     * @param pause the time until the next attempt
     * @param reason the message of the server or the driver
     * @param blockers the blocking sessions, as far as they are known; empty after the first attempt, which does not query them
     */
    record WaitingToRetry(Plan plan, Step step, int attempts, Duration pause, String reason, List<Blocker> blockers)
            implements MigrationEvent {

        public WaitingToRetry {
            blockers = List.copyOf(blockers);
        }
    }

    /** Batches of a statement are committed. Published about every second, and when the last one is committed. */
    record BatchCommitted(Plan plan, Step step, BatchProgress progress) implements MigrationEvent {}

    /**
     * No batch begins now, because an operator has paused the statement or the server has no time for it; {@link BatchProgress#hold}
     * says why. Published about every 5 seconds, and every second while it is paused. The next {@link BatchCommitted} ends it.
     */
    record BatchHeld(Plan plan, Step step, BatchProgress progress) implements MigrationEvent {}

    /**
     * What batches do not watch, although a setting says so.
     *
     * @param message what, why, and what can be done
     */
    record BatchNote(Plan plan, Step step, String table, String message) implements MigrationEvent {}

    /**
     * A row failed alone in its batch and was set aside with its error; the batch goes on with the other rows.
     *
     * @param key the key of the row, as JSON
     * @param reason the message of the server
     */
    record RowSetAside(Plan plan, Step step, String table, String key, String reason) implements MigrationEvent {}

    /**
     * A Java revision did not use the connection of the migration. What it did on another connection is not part of its
     * transaction: it is not rolled back if the revision fails, and may run again.
     */
    record ConnectionNotUsed(Plan plan, Step step) implements MigrationEvent {}

    /**
     * Workers have run the last statements of a revision, which were queued.
     *
     * @param plan a plan with this one step
     * @param duration how long this worker took
     */
    record JobFinished(Plan plan, Step step, Duration duration) implements MigrationEvent {}

    /** The last statements of a revision failed in the background; no worker tries them again by itself. */
    record JobFailed(Plan plan, Step step, Duration duration, Throwable failure) implements MigrationEvent {}

    /** A revision is committed, together with the rows that record it. */
    record RevisionFinished(Plan plan, Step step, Duration duration) implements MigrationEvent {}

    /** A repeatable is committed, together with the last step or with other repeatables. */
    record RepeatableApplied(Plan plan, Repeatable repeatable) implements MigrationEvent {}

    /**
     * Objects of repeatables depended on what a revision drops or alters. The revision was rolled back once, and runs again after
     * they were dropped, in the same transaction. They are applied again behind it, unless it names their repeatable in
     * {@code @reapply}.
     *
     * @param objects the objects, such as {@code view public.open_tickets}
     */
    record ObjectsReplaced(Plan plan, Step step, List<String> objects) implements MigrationEvent {

        public ObjectsReplaced {
            objects = List.copyOf(objects);
        }
    }

    /**
     * A revision failed or was stopped, and was rolled back unless the failure reports otherwise. The history has a row about it,
     * unless the session was lost. If repeatables run in a transaction of their own, the step is the repeatable that failed
     * ({@link Step#isRepeatable()}); the same applies to {@link WaitingToRetry}.
     */
    record RevisionFailed(Plan plan, Step step, Duration duration, Throwable failure) implements MigrationEvent {}

    /** All steps are committed, and the hooks after them have run. */
    record Finished(Plan plan, Duration duration) implements MigrationEvent {}

    /** A step or a hook failed, or the run was stopped; the steps before it stay committed, those after it did not run. */
    record Failed(Plan plan, Duration duration, Throwable failure) implements MigrationEvent {}
}
