package dev.migration.cli.deploy;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.migration.MigrationStatus;
import dev.migration.Migrator;
import dev.migration.PendingRevisionsException;
import dev.migration.cli.output.Plurals;
import dev.migration.cli.output.ProgressLines;
import dev.migration.cli.process.ServerVersion;
import dev.migration.execution.MigrationResult;
import dev.migration.execution.failure.LockNotObtainedException;
import dev.migration.execution.failure.MigrationStoppedException;
import dev.migration.plan.Plan;
import dev.migration.revision.Revision;
import dev.migration.version.AppliedRevision;

/**
 * One deployment. Each step begins when the one before is well:
 *
 * <ol>
 *   <li>connect, if need be to a server that is starting;
 *   <li>state: what is there, what is to do, and whether the database contradicts the scripts;
 *   <li>backup, if somebody wants one;
 *   <li>preview;
 *   <li>upgrade or downgrade, within a time;
 *   <li>verify;
 *   <li>rotate the backups.
 * </ol>
 *
 * Nothing to do ends it behind the second. What becomes of an upgrade that fails is up to {@link DeployRollback}.
 */
final class Deployment {

    private final Migrator migrator;
    private final DeployOptions wishes;
    private final DeploymentSteps steps;
    private final CommittedRevisions record;
    private final DeployRollback wayBack;

    Deployment(Migrator migrator, DeployOptions wishes, DeploymentSteps steps, DeployRollback wayBack) {
        this.migrator = migrator;
        this.wishes = wishes;
        this.steps = steps;
        this.record = wayBack.record();
        this.wayBack = wayBack;
    }

    /** What is to do, and how it is shown. */
    interface Preview {

        void show(Plan plan);
    }

    /** What was done; without steps there was nothing to do. */
    Plan carryOut(ConnectStep connecting, BackupStep backup, Preview preview) {
        ServerVersion server = steps.take(
                "connect",
                () -> connecting.reach(migrator),
                found -> "PostgreSQL " + found.version() + ", database " + found.database() + " as " + found.user());
        Plan plan = steps.take("state", this::plan, this::describe);
        if (plan.isEmpty()) {
            return plan;
        }
        if (backup.isWanted() && wishes.dryRun()) {
            steps.take(
                    "backup",
                    () -> backup.look(server),
                    found -> "not in a dry run; pg_dump " + found.version() + " could");
        } else if (backup.isWanted()) {
            steps.take("backup", () -> backup.make(server), Backups.Made::toString);
        }
        steps.take(
                "preview", () -> plan, known -> Plurals.of(known.steps().size(), "revision") + " to " + wishes.verb());
        preview.show(plan);
        return wishes.dryRun() ? plan : migrate(plan, backup);
    }

    private Plan migrate(Plan plan, BackupStep backup) {
        MigrationStatus before = migrator.reader().status();
        Set<String> waiting =
                before.pending().stream().map(Revision::id).collect(Collectors.toCollection(HashSet::new));
        plan.steps().forEach(step -> waiting.remove(step.revision().id()));
        Plan done;
        try {
            done = steps.take(
                            wishes.verb(),
                            this::run,
                            result -> ProgressLines.idsOrBase(result.plan().after()))
                    .plan();
            steps.take(
                    "verify", () -> verify(done, waiting), status -> "at " + ProgressLines.idsOrBase(status.current()));
        } catch (RuntimeException failure) {
            throw wayBack.after(failure, before, backup.advice());
        }
        if (backup.isWanted()) {
            steps.take(
                    "rotate",
                    backup::rotate,
                    removed -> removed.isEmpty() ? "no backup is too old" : "removed " + String.join(", ", removed));
        }
        return done;
    }

    private Plan plan() {
        if (wishes.back()) {
            return migrator.reader().planDowngrade(wishes.target());
        }
        pendingWithoutContradiction();
        return migrator.reader().plan(wishes.target());
    }

    /**
     * What waits; that it does is why we are here.
     *
     * @throws dev.migration.error.MigrationException if the database contradicts the scripts
     */
    private List<String> pendingWithoutContradiction() {
        try {
            migrator.reader().verify();
            return List.of();
        } catch (PendingRevisionsException pending) {
            return Stream.concat(pending.pending().stream(), pending.repeatables().stream())
                    .toList();
        }
    }

    private String describe(Plan plan) {
        String place = "at " + ProgressLines.idsOrBase(plan.before());
        return plan.isEmpty()
                ? place + "; nothing to do"
                : place + "; " + Plurals.of(plan.steps().size(), "revision") + " to "
                        + (wishes.back() ? "take off" : "apply");
    }

    private MigrationResult run() {
        TimeLimit limit = new TimeLimit(migrator, wishes.limit());
        Supplier<MigrationResult> work =
                () -> wishes.back() ? migrator.downgrade(wishes.target()) : migrator.upgrade(wishes.target());
        try {
            return limit.within(work);
        } catch (MigrationStoppedException stopped) {
            if (!limit.isReached()) {
                throw stopped;
            }
            if (!record.isBegun() && record.holder().isPresent()) {
                throw new LockNotObtainedException(
                        record.holder().get(), wishes.limit().orElseThrow());
            }
            throw new DeployFailedException(
                    "The time limit of " + limit.text() + " is reached. " + stopped.problem(),
                    "Give it more with --time-limit, or make the revision smaller.",
                    stopped);
        }
    }

    /** Whether the database is where the plan led. */
    private MigrationStatus verify(Plan done, Set<String> waiting) {
        MigrationStatus status = migrator.reader().status();
        if (wishes.back()) {
            Set<String> applied =
                    status.applied().stream().map(AppliedRevision::id).collect(Collectors.toSet());
            require(
                    done.steps().stream()
                            .map(step -> step.revision().id())
                            .filter(applied::contains)
                            .toList(),
                    "still applied");
            return status;
        }
        // Repeatables wait until the heads are reached.
        Set<String> mayWait = new HashSet<>(waiting);
        mayWait.addAll(waiting.isEmpty() ? List.of() : status.pendingRepeatables());
        require(
                pendingWithoutContradiction().stream()
                        .filter(name -> !mayWait.contains(name))
                        .toList(),
                "still pending");
        return status;
    }

    private static void require(List<String> left, String what) {
        if (!left.isEmpty()) {
            throw new DeployFailedException(
                    "The run ended well, and these are " + what + ": " + String.join(", ", left) + ".",
                    "Somebody else works on this database: see 'history -v' and deploy again.");
        }
    }
}
