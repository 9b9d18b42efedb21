// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.migration.batch.Batch;
import dev.migration.batch.BatchDirective;
import dev.migration.change.ChangeClass;
import dev.migration.change.RevisionChange;
import dev.migration.execution.refusal.RefusedChangesException;
import dev.migration.execution.state.DatabaseState;
import dev.migration.execution.state.PlannedChanges;
import dev.migration.offline.OfflineSql;
import dev.migration.offline.OfflineSql.Request;
import dev.migration.plan.Plan;
import dev.migration.plan.Plan.Operation;
import dev.migration.revision.Revision;
import dev.migration.revision.RevisionGraph;
import dev.migration.revision.target.Target;
import dev.migration.revision.target.TargetRange;
import dev.migration.revision.target.TargetResolver;
import dev.migration.script.InvalidScriptsException;
import dev.migration.script.JavaRevision;
import dev.migration.script.RevisionScript;
import dev.migration.script.ScriptFault;
import dev.migration.script.Variables;
import dev.migration.script.load.RevisionScripts;
import dev.migration.script.location.ScriptSource;
import dev.migration.version.table.StateRows;

/** The scripts of an application, read without a database; the source of {@code heads}, {@code branches} and {@code show}. */
public final class Revisions {

    private final RevisionScripts scripts;
    private final MigrationSettings settings;

    Revisions(RevisionScripts scripts, MigrationSettings settings) {
        this.scripts = scripts;
        this.settings = settings;
    }

    /**
     * Reads the scripts in the locations of the settings and the Java revisions that {@link java.util.ServiceLoader} finds.
     *
     * @throws dev.migration.error.MigrationException with every fault of every script
     */
    public static Revisions load(MigrationSettings settings) {
        return new Revisions(Migrator.builder().settings(settings).scripts().get(), settings);
    }

    /**
     * Reads the scripts in the locations of the settings together with the given Java revisions.
     *
     * @throws dev.migration.error.MigrationException with every fault of every script
     */
    public static Revisions load(MigrationSettings settings, Collection<? extends JavaRevision> javaRevisions) {
        return new Revisions(
                Migrator.builder()
                        .settings(settings)
                        .javaRevisions(javaRevisions)
                        .scripts()
                        .get(),
                settings);
    }

    /**
     * Checks that every downgrade section can be read. A fault in one of an applied revision prevents only its downgrade.
     *
     * @throws dev.migration.script.InvalidScriptsException with every fault
     */
    public void requireDowngrades() {
        List<ScriptFault> faults = scripts.downgradeFaults();
        if (!faults.isEmpty()) {
            throw new InvalidScriptsException(faults);
        }
    }

    /** The revisions and their edges. */
    public RevisionGraph graph() {
        return scripts.graph();
    }

    /** Returns the script of a revision by its full id, as in the file: uses of variables stay. */
    public Optional<RevisionText> find(String id) {
        return scripts.find(id).map(script -> RevisionText.of(script, Variables.NONE));
    }

    /** Returns the script of a revision by its full id, as it would run: with the values of variables, except secret ones. */
    public Optional<RevisionText> findWithValues(String id) {
        return scripts.find(id).map(script -> RevisionText.of(script, settings.scriptVariables()));
    }

    /**
     * The class of each change of an upgrade, by the words of its scripts and without a database: never milder than what {@code lint}
     * finds. Reads the scripts.
     *
     * @return the revisions in the order of the plan, then its repeatables; empty for a plan that is no upgrade
     */
    public List<RevisionChange> changes(Plan plan) {
        return new PlannedChanges(scripts, settings.scriptVariables()).of(plan);
    }

    /**
     * As {@link #changes(Plan)}, for revisions that run in this order.
     *
     * @param repeatables the names of repeatables that run after them
     */
    public List<RevisionChange> changes(List<Revision> revisions, List<String> repeatables) {
        return new PlannedChanges(scripts, settings.scriptVariables()).of(revisions, repeatables);
    }

    /**
     * Returns the plan of an upgrade that no person has started.
     *
     * @param refused the classes that are left to a person
     * @throws RefusedChangesException if a revision of the plan has one; where nothing is applied, no instance notices a change
     */
    Plan permitted(Plan plan, Set<ChangeClass> refused) {
        if (!refused.isEmpty() && !plan.before().isEmpty()) {
            RefusedChangesException.check(changes(plan), refused);
        }
        return plan;
    }

    /** The texts of hooks and repeatables, which run beside revisions. Internal: for the key of a replay. */
    public List<String> textsBesideRevisions() {
        return scripts.textsBesideRevisions();
    }

    /**
     * Returns the text of a file that has a revision, a repeatable or a hook. Internal: for comments that only a check of the scripts
     * reads.
     *
     * @param source the name of the file in messages
     */
    public Optional<ScriptSource> source(String source) {
        return scripts.sources().filter(script -> script.name().equals(source)).findFirst();
    }

    /** The file of the script that messages name so, as an absolute path; empty for a script in a jar and for an unknown name. */
    public Optional<Path> file(String source) {
        return source(source).map(ScriptSource::identity).flatMap(Revisions::path);
    }

    private static Optional<Path> path(String identity) {
        try {
            return Optional.of(Path.of(identity)).filter(Path::isAbsolute);
        } catch (InvalidPathException noPath) {
            return Optional.empty();
        }
    }

    /**
     * The statements that drop the triggers which batches of a revision create ({@code with-trigger}), in the order of its script; none
     * if it has no such batch. What {@link Migrator#resolve} records as not applied leaves them.
     */
    public List<String> triggerDrops(String revision) {
        return scripts
                .find(revision)
                .filter(RevisionScript.Sql.class::isInstance)
                .map(script -> ((RevisionScript.Sql) script).upgrade().batches())
                .orElse(List.of())
                .stream()
                .flatMap(statement -> BatchDirective.of(statement).stream())
                .flatMap(directive -> directive.batch().stream())
                .filter(batch -> batch.trigger().isPresent())
                .map(Batch::dropTrigger)
                .toList();
    }

    /** What {@code @RevisionHeader(allow = …)} of a Java revision accepts. Internal: for a lint. */
    public List<String> allowed(String revision) {
        return scripts.find(revision)
                .filter(RevisionScript.Java.class::isInstance)
                .map(script -> ((RevisionScript.Java) script).allow())
                .orElse(List.of());
    }

    /**
     * Resolves targets without a database.
     *
     * @throws dev.migration.revision.fault.TargetException if a target matches no revision or is ambiguous
     */
    public List<Revision> resolve(List<String> targets) {
        return TargetResolver.of(graph())
                .resolve(targets.stream().map(Target::parse).toList())
                .inOrder();
    }

    /**
     * Returns the revisions of a range, newest first.
     *
     * @param range such as {@code abc123:heads} or {@code base:head}
     * @throws dev.migration.revision.fault.TargetException if the range matches no revision or is ambiguous
     */
    public List<Revision> history(String range) {
        return TargetResolver.of(graph())
                .resolveRange(TargetRange.parse(range))
                .revisions()
                .inReverseOrder();
    }

    /**
     * Writes an upgrade as SQL text for psql 14 or newer, without a database connection: {@code psql -X -q -v ON_ERROR_STOP=1 -f
     * FILE} has the same result as the upgrade. The text stops and changes nothing when another session migrates, or when the
     * database is not at the start of the range. Java revisions are called, and the statements that they run are recorded; update
     * counts are {@link java.sql.Statement#SUCCESS_NO_INFO}.
     *
     * @param range {@code start:end}, such as {@code abc123:heads}; {@code end} alone starts at the base
     * @param text receives the SQL; what is refused is refused before its first character
     * @return the plan of the text
     * @throws dev.migration.error.MigrationException if the upgrade cannot be written without a database
     * @throws java.io.UncheckedIOException if {@code text} fails
     */
    public Plan upgradeSql(String range, Appendable text) {
        return upgradeSql(range, Optional.empty(), text);
    }

    /**
     * As {@link #upgradeSql(String, Appendable)}.
     *
     * @param tag a note for the history
     */
    public Plan upgradeSql(String range, Optional<String> tag, Appendable text) {
        SettingsValidator.singleHead(settings, graph());
        return offline().write(new Request(Operation.UPGRADE, List.of(range), false, tag), text);
    }

    /**
     * Writes the text of {@link #upgradeSql} for a display: the values of secret variables and the passwords in statements are
     * replaced, and if there are any, a comment says so and the text cannot be run. Secret variables need no value.
     */
    public Plan shownUpgradeSql(String range, Appendable text) {
        SettingsValidator.singleHead(settings, graph());
        return new ShownSql(scripts, settings).write(Request.of(Operation.UPGRADE, range), text);
    }

    /**
     * Writes the statements of an upgrade for a reader: a comment for each revision and its section, without what records it and
     * without secrets. psql runs none of them.
     */
    public Plan plainUpgradeSql(String range, Appendable text) {
        SettingsValidator.singleHead(settings, graph());
        return new ShownSql(scripts, settings).writePlain(Request.of(Operation.UPGRADE, range), text);
    }

    /** Writes the statements of a downgrade as {@link #plainUpgradeSql} writes those of an upgrade. */
    public Plan plainDowngradeSql(String range, Appendable text) {
        return new ShownSql(scripts, settings).writePlain(Request.of(Operation.DOWNGRADE, range), text);
    }

    /** Writes the revisions of a stamp as {@link #plainUpgradeSql} writes those of an upgrade. */
    public Plan plainStampSql(StampRequest request, Appendable text) {
        return new ShownSql(scripts, settings).writePlain(request(request), text);
    }

    /**
     * Writes a downgrade as {@link #upgradeSql} writes an upgrade. The range needs a start: {@code heads:abc123}. The text stops
     * when an applied revision differs from its script, because only the database has the SQL that reverts it.
     */
    public Plan downgradeSql(String range, Appendable text) {
        return downgradeSql(range, Optional.empty(), text);
    }

    /**
     * As {@link #downgradeSql(String, Appendable)}.
     *
     * @param tag a note for the history
     */
    public Plan downgradeSql(String range, Optional<String> tag, Appendable text) {
        return offline().write(new Request(Operation.DOWNGRADE, List.of(range), false, tag), text);
    }

    /** Writes a stamp as {@link #upgradeSql} writes an upgrade; a single target may be a range. */
    public Plan stampSql(StampRequest request, Appendable text) {
        return offline().write(request(request), text);
    }

    private static Request request(StampRequest stamp) {
        return new Request(Operation.STAMP, stamp.targets(), stamp.purge(), stamp.tag());
    }

    /** Compares rows of the state tables with the scripts. Internal: for the tenants, whose rows one query reads for all. */
    public DatabaseState compare(StateRows rows) {
        return new DatabaseState(scripts, rows);
    }

    private OfflineSql offline() {
        return new OfflineSql(scripts, settings.execution(Optional.empty()));
    }
}
