package dev.migration;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

import dev.migration.offline.OfflineSql;
import dev.migration.offline.OfflineSql.Request;
import dev.migration.plan.Plan;
import dev.migration.plan.Plan.Operation;
import dev.migration.revision.Revision;
import dev.migration.revision.RevisionGraph;
import dev.migration.revision.target.Target;
import dev.migration.revision.target.TargetRange;
import dev.migration.revision.target.TargetResolver;
import dev.migration.script.JavaRevision;
import dev.migration.script.load.RevisionScripts;

/** The scripts of an application, without a database: what answers {@code heads}, {@code branches} and {@code show}. */
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
        Migrator.Builder builder = Migrator.builder().settings(settings);
        return new Revisions(builder.load(), settings);
    }

    /**
     * Reads the scripts in the locations of the settings, beside the given Java revisions.
     *
     * @throws dev.migration.error.MigrationException with every fault of every script
     */
    public static Revisions load(MigrationSettings settings, Collection<? extends JavaRevision> javaRevisions) {
        Migrator.Builder builder = Migrator.builder().settings(settings).javaRevisions(javaRevisions);
        return new Revisions(builder.load(), settings);
    }

    /** The revisions and what they stand on. */
    public RevisionGraph graph() {
        return scripts.graph();
    }

    /** The script of exactly this id. */
    public Optional<RevisionText> find(String id) {
        return scripts.find(id).map(RevisionText::of);
    }

    /**
     * What targets mean without a database.
     *
     * @throws dev.migration.revision.fault.TargetException if one means nothing certain
     */
    public List<Revision> resolve(List<String> targets) {
        return TargetResolver.of(graph())
                .resolve(targets.stream().map(Target::parse).toList())
                .inOrder();
    }

    /**
     * The revisions of a range, newest first.
     *
     * @param range such as {@code abc123:heads} or {@code base:head}
     * @throws dev.migration.revision.fault.TargetException if the range means nothing certain
     */
    public List<Revision> history(String range) {
        return TargetResolver.of(graph())
                .span(TargetRange.parse(range))
                .revisions()
                .inReverseOrder();
    }

    /**
     * Writes what an upgrade would do as a text for psql 14 or newer, without asking a database: {@code psql -X -q -v
     * ON_ERROR_STOP=1 -f FILE} leaves what an upgrade leaves. It stops, and changes nothing, where another session migrates or
     * where the database is not at the beginning of the range. Java revisions are called, and what they run is taken down; they
     * are told {@link java.sql.Statement#SUCCESS_NO_INFO} for the number of rows that a statement changed.
     *
     * @param range {@code start:end}, such as {@code abc123:heads}; {@code end} alone begins at the base
     * @param text what is refused is refused before its first character
     * @return what it will do
     * @throws dev.migration.error.MigrationException if it cannot be written without a database
     * @throws java.io.UncheckedIOException if {@code text} fails
     */
    public Plan upgradeSql(String range, Appendable text) {
        SettingsValidator.singleHead(settings, graph());
        return offline().write(Request.of(Operation.UPGRADE, range), text);
    }

    /**
     * The same of a downgrade, which needs its beginning: {@code heads:abc123}. It stops where an applied revision is not what
     * its script says now, because only the database knows then how to undo it.
     */
    public Plan downgradeSql(String range, Appendable text) {
        return offline().write(Request.of(Operation.DOWNGRADE, range), text);
    }

    /** The same of a stamp; its only target may be a range, as that of an upgrade. */
    public Plan stampSql(StampRequest stamping, Appendable text) {
        return offline()
                .write(new Request(Operation.STAMP, stamping.targets(), stamping.purge(), stamping.tag()), text);
    }

    private OfflineSql offline() {
        return new OfflineSql(scripts, settings.execution());
    }
}
