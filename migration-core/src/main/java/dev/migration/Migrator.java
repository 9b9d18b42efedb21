package dev.migration;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Function;
import java.util.stream.Stream;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.util.ClassUtils;

import dev.migration.event.LockHolder;
import dev.migration.event.MigrationListener;
import dev.migration.event.RunProgress;
import dev.migration.event.RunProgressTracker;
import dev.migration.execution.LoggingListener;
import dev.migration.execution.MigrationExecutor;
import dev.migration.execution.MigrationResult;
import dev.migration.execution.difference.ScriptDifference;
import dev.migration.execution.failure.MigrationStoppedException;
import dev.migration.execution.precondition.AcceptedScripts;
import dev.migration.execution.state.ObservedState;
import dev.migration.plan.Plan;
import dev.migration.plan.Planner;
import dev.migration.revision.Repeatable;
import dev.migration.revision.Revision;
import dev.migration.revision.target.Target;
import dev.migration.revision.target.TargetRange;
import dev.migration.script.JavaRevision;
import dev.migration.script.RepeatableScript;
import dev.migration.script.load.RevisionScripts;
import dev.migration.script.load.ScriptLoader;
import dev.migration.version.RevisionRecord;

/**
 * The front door: brings a PostgreSQL database to a revision and says where it is.
 *
 * <p>Scripts are read when it is built, and every fault in them is reported then. Each command uses one connection of its
 * own, from the first look to the last row, and closes it. Safe for use by many threads; the database lets one session at a
 * time migrate.
 *
 * <p>Every command throws a {@link dev.migration.error.MigrationException} that says what to do.
 */
public final class Migrator {

    private static final Duration FOREVER = ChronoUnit.FOREVER.getDuration();

    private final Builder origin;
    private final MigrationSettings settings;
    private final RevisionScripts scripts;
    private final MigrationExecutor executor;
    private final RunProgressTracker tracker = new RunProgressTracker();

    private Migrator(Builder builder, DataSource dataSource) {
        this.settings = builder.tenant
                .map(tenant ->
                        builder.settings.withTables(builder.settings.tables().in(tenant)))
                .orElse(builder.settings);
        this.scripts = builder.load();
        this.origin = new Builder(builder, dataSource, scripts);
        this.executor = new MigrationExecutor(
                dataSource,
                scripts,
                builder.tenant.map(settings::execution).orElseGet(settings::execution),
                Stream.concat(Stream.of(tracker), builder.listeners.stream()).toList());
        SettingsValidator.singleHead(settings, scripts.graph());
    }

    /** Begins to build a migrator; a DataSource is all it must have. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Begins to build another one like this, such as one with a listener more. Scripts are read again only where a setting,
     * the Java revisions or the class loader become others.
     */
    public Builder toBuilder() {
        return new Builder(origin, origin.dataSource, scripts);
    }

    /** What it was told. */
    public MigrationSettings settings() {
        return settings;
    }

    /** Where its connections come from. */
    public DataSource dataSource() {
        return Objects.requireNonNull(origin.dataSource);
    }

    /**
     * Puts on what the target stands on and what is not applied yet, the target included. If every head is applied then,
     * pending repeatables follow. Nothing pending costs one SELECT.
     *
     * @param target see {@link Target}, such as {@code heads}, {@code abc123}, {@code billing@head} or {@code +1}
     */
    public MigrationResult upgrade(String target) {
        Target parsed = Target.parse(target);
        return run(planner -> planner.upgrade(parsed));
    }

    /**
     * Takes off what is applied above the target, highest first.
     *
     * @param target see {@link Target}, such as {@code base}, {@code abc123}, {@code billing@base} or {@code -1}
     */
    public MigrationResult downgrade(String target) {
        Target parsed = Target.parse(target);
        return run(planner -> planner.downgrade(parsed));
    }

    /**
     * Takes off exactly these revisions, as far as they are applied, highest first: the way back for somebody who knows what
     * a run has put on.
     *
     * @param ids their full ids
     * @throws dev.migration.revision.fault.TargetException if something applied stands on one of them and is not among them
     */
    public MigrationResult takeOff(Collection<String> ids) {
        List<String> named = List.copyOf(ids);
        return run(planner -> planner.takeOff(named));
    }

    /**
     * Writes down that the scripts of applied revisions count as what was applied: their checksum and the text of their
     * sections take the place of those that are stored. Runs nothing, and leaves the parents as they were (ADR 16).
     *
     * @param targets which revisions, see {@link Target}
     * @param tag what the history says about it
     * @throws dev.migration.execution.refusal.UnacceptableScriptException with every revision that is not applied, stopped half-way
     *     or has no script; nothing is changed then
     */
    public AcceptedScripts accept(Collection<String> targets, Optional<String> tag) {
        return executor.accept(targets.stream().map(Target::parse).toList(), tag);
    }

    /**
     * Writes down that the database is at the targets, without running anything.
     *
     * @param targets see {@link Target}; several are one set, in whatever order
     */
    public MigrationResult stamp(String... targets) {
        return stamp(StampRequest.to(targets));
    }

    /** Writes down that the database is at the targets, without running anything. */
    public MigrationResult stamp(StampRequest stamping) {
        List<Target> parsed = stamping.targets().stream().map(Target::parse).toList();
        List<Repeatable> repeatables =
                stamping.repeatables().stream().map(this::repeatable).toList();
        Function<Planner, Plan> command =
                planner -> (stamping.purge() ? planner.purgeAndStamp(parsed) : planner.stamp(parsed)).with(repeatables);
        return run(command, stamping.tag());
    }

    private Repeatable repeatable(String name) {
        List<Repeatable> known =
                scripts.repeatables().stream().map(RepeatableScript::repeatable).toList();
        return known.stream()
                .filter(repeatable -> repeatable.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new UnknownRepeatableException(
                        name, known.stream().map(Repeatable::name).toList()));
    }

    /**
     * Writes down what somebody saw about a revision that stopped half-way and that the next upgrade cannot go on with by
     * itself. Runs nothing.
     */
    public void resolve(String revision, Resolution resolution) {
        executor.resolve(revision, resolution == Resolution.APPLIED);
    }

    /** What became of a revision that stopped half-way. */
    public enum Resolution {
        /** Somebody did the rest by hand: it counts as applied. */
        APPLIED,
        /** Somebody took back what it did: it counts as not applied. */
        ROLLED_BACK
    }

    /**
     * Looks whether every script is applied as it is, without changing anything.
     *
     * @throws dev.migration.error.MigrationException if an upgrade to every head would be refused
     * @throws PendingRevisionsException if revisions or repeatables are pending
     */
    public MigrationStatus verify() {
        MigrationStatus status = MigrationStatus.of(executor.reader().checkedState());
        List<String> repeatables = status.pendingRepeatables();
        if (!status.pending().isEmpty() || !repeatables.isEmpty()) {
            throw new PendingRevisionsException(
                    status.pending().stream().map(Revision::id).toList(), repeatables);
        }
        return status;
    }

    /**
     * Waits until another process has done what {@link #upgrade} would do, and does nothing itself: looks again and again with one
     * SELECT, at most every 5 seconds, on a connection of its own each time. A database that does not answer yet is waited
     * for too. {@link #stop} ends it.
     *
     * @param target see {@link #upgrade}
     * @param longest how long at most
     * @return where the database is then
     * @throws dev.migration.execution.failure.UpgradeNotDoneException if that is over, or a revision of the plan stopped half-way and
     *     nobody is at it
     * @throws dev.migration.error.MigrationException if the upgrade would be refused and nobody is at it
     */
    public MigrationStatus await(String target, Duration longest) {
        Target parsed = Target.parse(target);
        return MigrationStatus.of(executor.await(planner -> planner.upgrade(parsed), longest));
    }

    /** The same, for as long as it takes. */
    public MigrationStatus await(String target) {
        return await(target, FOREVER);
    }

    /**
     * Waits until the server takes connections, because it is just being started. A wrong password, or a database that does not
     * exist, is not waited for. {@link #stop} ends it.
     *
     * @param longest how long at most
     * @throws dev.migration.execution.failure.DatabaseUnavailableException if it does not for so long, or never will
     */
    public void awaitServer(Duration longest) {
        executor.awaitServer(longest);
    }

    /**
     * Every section of an applied revision that is not what is stored about it: upgrade sections that were edited, and
     * downgrade sections that were mended. Complete, however long.
     */
    public List<ScriptDifference> differences() {
        return executor.reader().differences();
    }

    /** Where the database is, by one SELECT. */
    public MigrationStatus status() {
        return MigrationStatus.of(executor.reader().state());
    }

    /** Where the database is, who migrates it and what was done last, on one connection. */
    public DatabaseSnapshot observe() {
        ObservedState seen = executor.reader().observe();
        return new DatabaseSnapshot(MigrationStatus.of(seen.database()), seen.lock(), seen.last());
    }

    /**
     * What the database keeps about a revision beside its row: the SQL that was applied, and what was done about it.
     *
     * @param id its full id; one that nobody knows has an empty record
     */
    public RevisionRecord record(String id) {
        return executor.reader().record(id);
    }

    /** How far the run is that one of this migrator's commands began; empty when none is under way. */
    public Optional<RunProgress> progress() {
        return tracker.now();
    }

    /** Who migrates the database now, in this process or elsewhere, by one or two SELECTs. */
    public Optional<LockHolder> lockHolder() {
        return executor.reader().lockHolder();
    }

    /**
     * What an upgrade would do now, without doing it. Whether the database contradicts the scripts is asked by
     * {@link #verify()}.
     */
    public Plan plan(String target) {
        Target parsed = Target.parse(target);
        return executor.reader().plan(planner -> planner.upgrade(parsed));
    }

    /** What a downgrade would do now, without doing it. */
    public Plan planDowngrade(String target) {
        Target parsed = Target.parse(target);
        return executor.reader().plan(planner -> planner.downgrade(parsed));
    }

    /**
     * The revisions of a range, newest first; {@code current} in it is where the database is, and what is applied without a
     * script is among them.
     *
     * @param range such as {@code abc123:heads}, {@code -3:current} or {@code base:}
     */
    public List<Revision> history(String range) {
        TargetRange parsed = TargetRange.parse(range);
        return executor.reader().state().planner().history(parsed);
    }

    /** The scripts. */
    public Revisions revisions() {
        return new Revisions(scripts, settings);
    }

    /** Makes the tables of the state if they are missing, and runs nothing. */
    public void ensureTables() {
        executor.ensureTables();
    }

    /** What was read when it was built. */
    public RevisionScripts scripts() {
        return scripts;
    }

    private MigrationResult run(Function<Planner, Plan> command) {
        return run(command, Optional.empty());
    }

    private MigrationResult run(Function<Planner, Plan> command, Optional<String> remark) {
        try {
            return executor.run(command, remark);
        } finally {
            tracker.end();
        }
    }

    /**
     * Stops the commands of this migrator that are under way, from any thread: cancels the running statement, ends every wait,
     * rolls back, gives the lock back. Their callers get a {@link MigrationStoppedException}; what was committed is kept, and
     * a later command goes on with what is left. Code of a Java revision that is not in the database is waited for. A JVM
     * calls it before it ends in a shutdown hook:
     *
     * <pre>{@code Runtime.getRuntime().addShutdownHook(new Thread(() -> migrator.stop(Duration.ofSeconds(20))));}</pre>
     *
     * @param longest how long to wait for them
     * @return whether they are over; false when the time was, or when a listener calls it from the command itself, which ends
     *     then all the same
     */
    public boolean stop(Duration longest) {
        return executor.stop(longest);
    }

    /** Gathers what a migrator needs. */
    public static final class Builder {

        private @Nullable DataSource dataSource;
        private MigrationSettings settings = MigrationSettings.defaults();
        private Optional<List<JavaRevision>> javaRevisions = Optional.empty();
        private @Nullable ClassLoader classLoader = ClassUtils.getDefaultClassLoader();
        private Optional<RevisionScripts> loaded = Optional.empty();
        private Optional<String> tenant = Optional.empty();
        private final List<MigrationListener> listeners = new ArrayList<>();

        private Builder() {
            listeners.add(new LoggingListener());
        }

        private Builder(Builder other, @Nullable DataSource source, RevisionScripts scripts) {
            this.dataSource = source;
            this.settings = other.settings;
            this.javaRevisions = other.javaRevisions;
            this.classLoader = other.classLoader;
            this.loaded = Optional.of(scripts);
            this.tenant = other.tenant;
            this.listeners.addAll(other.listeners);
        }

        /** Where the database is. Its connections should be unpooled; one from a pool goes back as it came. */
        public Builder dataSource(DataSource source) {
            this.dataSource = source;
            return this;
        }

        public Builder settings(MigrationSettings other) {
            if (!other.locations().equals(settings.locations())
                    || !other.variables().equals(settings.variables())) {
                this.loaded = Optional.empty();
            }
            this.settings = other;
            return this;
        }

        /** The Java revisions; without this call they are found by {@link ServiceLoader}. */
        public Builder javaRevisions(Collection<? extends JavaRevision> revisions) {
            this.loaded = Optional.empty();
            this.javaRevisions = Optional.of(List.copyOf(revisions));
            return this;
        }

        /** The same for the schema of one tenant, whose listeners hear of that tenant only. */
        public Builder tenant(String schema) {
            this.tenant = Optional.of(schema);
            this.listeners.replaceAll(listener -> listener.forTenant(schema));
            return this;
        }

        /** Where class path locations and Java revisions are looked for. */
        public Builder classLoader(ClassLoader loader) {
            this.loaded = Optional.empty();
            this.classLoader = loader;
            return this;
        }

        /** Adds a listener; the log is one already. */
        public Builder listener(MigrationListener listener) {
            listeners.add(listener);
            return this;
        }

        /** @throws dev.migration.script.InvalidScriptsException with every fault of every script */
        public Migrator build() {
            DataSource source = dataSource;
            if (source == null) {
                throw new IllegalStateException("A migrator needs a DataSource");
            }
            return new Migrator(this, source);
        }

        RevisionScripts load() {
            return loaded.orElseGet(() -> new ScriptLoader(
                            new PathMatchingResourcePatternResolver(classLoader), settings.scriptVariables())
                    .load(settings.locations(), javaRevisions()));
        }

        private List<JavaRevision> javaRevisions() {
            return javaRevisions.orElseGet(() -> ServiceLoader.load(JavaRevision.class, classLoader).stream()
                    .map(ServiceLoader.Provider::get)
                    .toList());
        }
    }
}
