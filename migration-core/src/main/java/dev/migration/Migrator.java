// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

import javax.sql.DataSource;

import dev.migration.change.ChangeClass;
import dev.migration.event.RunProgressTracker;
import dev.migration.execution.MigrationExecutor;
import dev.migration.execution.failure.DatabaseUnavailableException;
import dev.migration.execution.reader.RunCommand;
import dev.migration.execution.reader.UpgradeCommand;
import dev.migration.plan.Plan;
import dev.migration.plan.SavedPlan;
import dev.migration.rehearsal.Rehearsal;
import dev.migration.rehearsal.RehearsalNotPossibleException;
import dev.migration.rehearsal.RehearsalObserver;
import dev.migration.rehearsal.RehearsalOptions;
import dev.migration.rehearsal.RehearsalReport;
import dev.migration.result.AcceptedScripts;
import dev.migration.result.MigrationResult;
import dev.migration.revision.target.Target;
import dev.migration.script.load.FoundScripts;

/**
 * The commands that change a PostgreSQL database: upgrade, downgrade, stamp and what belongs to them. {@link #reader()} reads
 * without changing anything.
 *
 * <p>The scripts are found when the migrator is built, and parsed when the first command needs them, which then reports every fault. An
 * upgrade to all heads does not need them if an earlier run has recorded that the same scripts are all applied. Each command opens one
 * connection and closes it at its end, and throws a {@link dev.migration.error.MigrationException} whose remedy says what to do. Safe for
 * use by several threads; a lock in the database lets one session migrate at a time.
 */
public final class Migrator {

    private final MigratorBuilder origin;
    private final MigrationSettings settings;
    private final DataSource dataSource;
    private final FoundScripts scripts;
    private final MigrationExecutor executor;
    private final Rehearsal rehearsal;
    private final RunProgressTracker tracker = new RunProgressTracker();

    Migrator(MigratorBuilder builder) {
        this.settings = builder.settings();
        this.dataSource = builder.requireDataSource();
        this.origin = builder.copy();
        this.scripts = SettingsValidator.checked(settings, origin.scripts());
        this.executor = new MigrationExecutor(
                dataSource,
                scripts,
                settings.execution(builder.tenant()).with(builder.tracer(), builder.queueing()),
                Stream.concat(Stream.of(tracker), builder.listeners().stream()).toList());
        this.rehearsal = new Rehearsal(dataSource, scripts, settings.execution(builder.tenant()));
    }

    /** Returns a new builder. */
    public static MigratorBuilder builder() {
        return new MigratorBuilder();
    }

    /** Returns a builder that begins with everything of this migrator. Scripts are read again only if it selects other ones. */
    public MigratorBuilder toBuilder() {
        return origin.copy();
    }

    /** The settings with which this migrator was built. */
    public MigrationSettings settings() {
        return settings;
    }

    /** The source of this migrator's connections. */
    public DataSource dataSource() {
        return dataSource;
    }

    /** The scripts, parsed; throws {@link dev.migration.script.InvalidScriptsException} with every fault of every script. */
    public Revisions revisions() {
        return new Revisions(scripts.get(), settings);
    }

    /** Internal: a hash of the scripts that is known without parsing them; empty if it would not say everything about them. */
    public Optional<String> scriptsHash() {
        return scripts.hash();
    }

    /** Reads the state of the database, plans and history. */
    public MigrationReader reader() {
        return new MigrationReader(withScripts(), tracker);
    }

    /** The statements of revisions that run in batches. */
    public Batches batches() {
        return new Batches(executor.batches());
    }

    /**
     * Applies the target and everything that it depends on, as far as it is not applied. When all heads are applied after that,
     * pending repeatables are applied too. Costs one message when nothing is pending and the last upgrade has found that, too.
     *
     * @param target see {@link Target}, such as {@code heads}, {@code abc123}, {@code billing@head} or {@code +1}
     */
    public MigrationResult upgrade(String target) {
        return upgrade(target, Optional.empty());
    }

    /** As {@link #upgrade(String)}. The tag is a note for the history. */
    public MigrationResult upgrade(String target, Optional<String> tag) {
        Target parsed = Target.parse(target);
        return run(new UpgradeCommand(parsed, plan -> plan), tag);
    }

    /**
     * Applies a saved plan exactly as it is. Whether it still holds is checked under the migration lock, before anything runs. If all
     * of it is applied already, for example by another instance with the same plan, nothing is done.
     *
     * @param saved see {@link MigrationReader#save}
     * @param tag a note for the history
     * @throws dev.migration.execution.refusal.StalePlanException with all reasons why the plan no longer holds: another database, other
     *     applied revisions, other scripts
     */
    public MigrationResult upgrade(SavedPlan saved, Optional<String> tag) {
        return tracked(() -> withScripts().run(saved, tag));
    }

    /**
     * As {@link #upgrade(String)}, for an upgrade that no person has started: runs nothing if a pending revision has a class that is
     * left to a person, see {@link Revisions#changes(Plan)}. Repeatables are not judged, and an empty database takes everything.
     *
     * @param refused the classes that are left to a person
     * @throws dev.migration.execution.refusal.RefusedChangesException with every such revision
     */
    public MigrationResult upgradeUnattended(String target, Set<ChangeClass> refused) {
        Target parsed = Target.parse(target);
        Set<ChangeClass> left = Set.copyOf(refused);
        return run(new UpgradeCommand(parsed, plan -> revisions().permitted(plan, left)), Optional.empty());
    }

    /**
     * Reverts the applied revisions above the target, the last one first.
     *
     * @param target see {@link Target}, such as {@code base}, {@code abc123}, {@code billing@base} or {@code -1}
     */
    public MigrationResult downgrade(String target) {
        return downgrade(target, Optional.empty());
    }

    /** As {@link #downgrade(String)}. The tag is a note for the history. */
    public MigrationResult downgrade(String target, Optional<String> tag) {
        Target parsed = Target.parse(target);
        return run(RunCommand.of(planner -> planner.downgrade(parsed)), tag);
    }

    /**
     * Reverts exactly these revisions, as far as they are applied, the last one first: for a caller that knows what a run applied.
     *
     * @param ids full ids
     * @throws dev.migration.revision.fault.TargetException if an applied revision that is not in {@code ids} depends on one of them
     */
    public MigrationResult revert(Collection<String> ids) {
        return run(RunCommand.of(planner -> planner.revert(List.copyOf(ids))), Optional.empty());
    }

    /**
     * Accepts edited scripts: replaces the stored checksums and sections of applied revisions by those of their scripts. Runs no
     * script and keeps the stored parents (ADR 16).
     *
     * @param targets see {@link Target}
     * @param tag a note for the history
     * @throws dev.migration.execution.refusal.UnacceptableScriptException with every revision that is not applied, is interrupted
     *     or has no script; nothing is changed then
     */
    public AcceptedScripts accept(Collection<String> targets, Optional<String> tag) {
        return withScripts().accept(targets.stream().map(Target::parse).toList(), tag);
    }

    /**
     * Records that the database is at the targets; runs no script.
     *
     * @param targets see {@link Target}; several are one set, in any order
     */
    public MigrationResult stamp(String... targets) {
        return stamp(StampRequest.to(targets));
    }

    /** Records that the database is at the targets of the request; runs no script. */
    public MigrationResult stamp(StampRequest request) {
        return run(RunCommand.of(request.command(scripts.get())), request.tag());
    }

    /**
     * Records the outcome of an interrupted revision that the next upgrade cannot continue by itself. Runs no script, and drops nothing:
     * see {@link Revisions#triggerDrops}. The revision is given by its full id.
     *
     * @throws dev.migration.execution.refusal.UnresolvableRevisionException if the revision is not interrupted
     */
    public void resolve(String revision, Resolution resolution) {
        withScripts().resolve(revision, resolution == Resolution.APPLIED);
    }

    /**
     * Runs what upgrades have left for the background, until nothing is left that this application may run: batches with
     * {@code mode=background} and revisions with {@code @background}. Several callers, also in other processes, share the work. Returns
     * the ids of the revisions that this call has completed.
     */
    public List<String> work() {
        return withScripts().work();
    }

    /**
     * Runs what upgrades have left for the background if an upgrade to the target needs it, and otherwise nothing: see
     * {@link MigrationReader#unfinished}. What waits for an approval or has failed stays, and that upgrade is refused.
     *
     * @param target see {@link Target}
     * @return the ids of the revisions that this call has completed
     */
    public List<String> finishFor(String target) {
        MigrationReader reader = reader();
        return reader.unfinished(reader.plan(target)).isEmpty() ? List.of() : work();
    }

    /**
     * Lets the work of a revision, given by its full id, run in the background: it waits for an approval, has failed, or was cancelled.
     *
     * @throws dev.migration.execution.refusal.NoJobException if it has no unfinished work, or if workers run it already
     */
    public void approve(String revision) {
        executor.approve(revision);
    }

    /**
     * Rehearses an upgrade in one transaction that cannot be committed: measures each statement, and rolls back. Holds the migration lock
     * meanwhile.
     *
     * @param target see {@link #upgrade(String)}
     * @param options what the rehearsal may cost
     * @throws RehearsalNotPossibleException if the connection or the role does not permit it, or if a revision is interrupted
     */
    public RehearsalReport rehearse(String target, RehearsalOptions options) {
        return rehearse(target, options, RehearsalObserver.NONE);
    }

    /** The same with an observer. Internal. */
    public RehearsalReport rehearse(String target, RehearsalOptions options, RehearsalObserver observer) {
        Target parsed = Target.parse(target);
        scripts.get();
        return rehearsal.run(planner -> planner.upgrade(parsed), options, observer);
    }

    /** Creates the state tables if they are missing; runs no script. */
    public void ensureTables() {
        executor.ensureTables();
    }

    /**
     * Stops the running commands of this migrator, from any thread, also a shutdown hook: cancels the running statement, ends every wait,
     * rolls back and releases the lock. The callers of the commands get a {@link dev.migration.execution.failure.MigrationStoppedException}.
     * What was committed stays; a later command continues from there. Code of a Java revision outside the database is not interrupted.
     *
     * @param limit how long to wait for the commands to end
     * @return whether they have ended; false when the limit is reached, and when a listener calls this method on the thread of the
     *     command, which ends all the same
     */
    public boolean stop(Duration limit) {
        long start = System.nanoTime();
        boolean rehearsed = rehearsal.stop(limit);
        return executor.stop(limit.minusNanos(Math.min(limit.toNanos(), System.nanoTime() - start))) && rehearsed;
    }

    private MigrationResult run(RunCommand command, Optional<String> note) {
        MigrationExecutor run = command.upgradesToHeads() ? executor : withScripts();
        try {
            return tracked(() -> run.run(command, note));
        } catch (DatabaseUnavailableException unavailable) {
            scripts.get();
            throw unavailable;
        }
    }

    /** A fault in a script is reported before the database is asked, and where it does not answer. */
    private MigrationExecutor withScripts() {
        scripts.get();
        return executor;
    }

    private MigrationResult tracked(Supplier<MigrationResult> command) {
        try {
            return command.get();
        } finally {
            tracker.end();
        }
    }
}
