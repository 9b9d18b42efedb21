package dev.migration;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

import dev.migration.revision.Revision;
import dev.migration.revision.RevisionGraph;
import dev.migration.revision.Target;
import dev.migration.revision.TargetRange;
import dev.migration.revision.TargetResolver;
import dev.migration.script.JavaRevision;
import dev.migration.script.RevisionScripts;

/** The scripts of an application, without a database: what answers {@code heads}, {@code branches} and {@code show}. */
public final class Revisions {

    private final RevisionScripts scripts;

    Revisions(RevisionScripts scripts) {
        this.scripts = scripts;
    }

    /**
     * Reads the scripts in the locations of the settings and the Java revisions that {@link java.util.ServiceLoader} finds.
     *
     * @throws dev.migration.error.MigrationException with every fault of every script
     */
    public static Revisions load(MigrationSettings settings) {
        Migrator.Builder builder = Migrator.builder().settings(settings);
        return new Revisions(builder.load());
    }

    /**
     * Reads the scripts in the locations of the settings, beside the given Java revisions.
     *
     * @throws dev.migration.error.MigrationException with every fault of every script
     */
    public static Revisions load(MigrationSettings settings, Collection<? extends JavaRevision> javaRevisions) {
        return new Revisions(Migrator.builder()
                .settings(settings)
                .javaRevisions(javaRevisions)
                .load());
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
     * @throws dev.migration.revision.TargetException if one means nothing certain
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
     * @throws dev.migration.revision.TargetException if the range means nothing certain
     */
    public List<Revision> history(String range) {
        return TargetResolver.of(graph())
                .span(TargetRange.parse(range))
                .revisions()
                .inReverseOrder();
    }
}
