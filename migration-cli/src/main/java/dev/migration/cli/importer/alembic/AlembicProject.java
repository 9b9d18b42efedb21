package dev.migration.cli.importer.alembic;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.migration.cli.importer.project.ImportProblems;
import dev.migration.cli.importer.project.SourceProject;
import dev.migration.cli.importer.project.SourceProject.Applied;
import dev.migration.cli.importer.project.SourceRevision;
import dev.migration.cli.importer.project.SourceSql;
import dev.migration.revision.Identifiers;
import dev.migration.revision.Revision;

/** Keeps Alembic's graph as it is: ids, parents, branches, merges and dependencies. */
final class AlembicProject {

    private static final String REMEDY =
            "Let alembic write it ('alembic upgrade base:heads --sql > up.sql') and name it with"
                    + " --upgrade-sql up.sql, or add --run; with --stand-ins a revision that fails stands for what has none.";

    private final Map<String, AlembicRevision> revisions = new HashMap<>();
    private final List<AlembicRevision> order = new ArrayList<>();
    private final AlembicSql sql;
    private final ImportProblems problems;
    private final List<String> notes = new ArrayList<>();

    AlembicProject(Collection<AlembicRevision> found, AlembicSql sql, ImportProblems problems) {
        this.sql = sql;
        this.problems = problems;
        for (AlembicRevision revision : found) {
            String id = revision.revision().id();
            AlembicRevision other = revisions.putIfAbsent(id, revision);
            if (other != null) {
                problems.add(
                        revision.file(),
                        "'" + other.file() + "' is revision '" + id + "' already.",
                        "Keep one of the two.");
            }
            Identifiers.fault(id)
                    .ifPresent(fault -> problems.add(
                            revision.file(), "The id cannot be kept: " + fault + ".", "Rename it in Alembic first."));
        }
        found.forEach(revision -> follow(revision, new LinkedHashSet<>()));
    }

    /** What others stand on comes first; a circle is told about when the scripts are checked. */
    private void follow(AlembicRevision revision, Set<String> path) {
        if (order.contains(revision) || !path.add(revision.revision().id())) {
            return;
        }
        revision.revision().downRevisions().stream()
                .flatMap(id -> Optional.ofNullable(revisions.get(id)).stream())
                .forEach(parent -> follow(parent, path));
        order.add(revision);
    }

    /**
     * @param rows what {@code alembic_version} has, if a database was asked
     * @param standIns whether what has no SQL becomes a revision that fails
     */
    SourceProject read(Optional<List<String>> rows, String table, boolean standIns) {
        List<String> heads = rows.map(found ->
                        found.stream().flatMap(row -> head(row, table).stream()).toList())
                .orElse(List.of());
        List<SourceRevision> made =
                order.stream().map(revision -> revision(revision, standIns)).toList();
        if (!sql.downgradesKnown() && !made.isEmpty()) {
            notes.add("Nobody said what downgrades run (--downgrade-sql, --run): the revisions cannot be taken off.");
        }
        return new SourceProject(
                "Alembic",
                made,
                List.of(),
                rows.isPresent() ? new Applied(true, heads, List.of()) : Applied.UNKNOWN,
                List.of(),
                notes);
    }

    private Optional<String> head(String row, String table) {
        if (revisions.containsKey(row)) {
            return Optional.of(row);
        }
        problems.add(
                table,
                "The database is at '" + row + "', and no file is this revision.",
                "The files seem to be older than the database: take the newer ones, or name their folder with --versions.");
        return Optional.empty();
    }

    private SourceRevision revision(AlembicRevision known, boolean standIns) {
        Revision revision = known.revision();
        Optional<SourceSql> upgrade = Optional.ofNullable(sql.upgrades().get(revision.id()));
        if (upgrade.isEmpty() && standIns) {
            notes.add("Revision " + revision.id()
                    + " has no SQL: it fails on a fresh database until you write what it did.");
        } else if (upgrade.isEmpty()) {
            problems.add(known.file(), "There is no SQL for revision '" + revision.id() + "'.", REMEDY);
        }
        return new SourceRevision(
                known.file(),
                revision,
                false,
                upgrade.map(text -> named(text, known))
                        .orElseGet(() ->
                                SourceSql.standIn("revision " + revision.id() + " of Alembic (" + known.file() + ")")),
                Optional.ofNullable(sql.downgrades().get(revision.id())));
    }

    /** An empty section has no line to show; then its file is the Python one. */
    private static SourceSql named(SourceSql text, AlembicRevision known) {
        return text.text().isEmpty() ? SourceSql.of(known.file(), "") : text;
    }
}
