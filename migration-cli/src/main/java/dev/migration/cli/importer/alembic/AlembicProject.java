// SPDX-License-Identifier: Apache-2.0
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
import dev.migration.cli.importer.project.StandIns;
import dev.migration.revision.Identifiers;
import dev.migration.revision.Revision;

/** Makes revisions from Alembic's, with the same graph: ids, parents, branches, merges and dependencies. */
final class AlembicProject {

    private static final String REMEDY =
            "Let alembic write it ('alembic upgrade base:heads --sql > up.sql') and name it with"
                    + " --upgrade-sql up.sql, or add --run; with --stand-ins a revision that fails stands for each one without SQL.";

    private static final String NEEDS_DATABASE =
            "Alembic prints SQL without a database, so that a revision that asks for one (op.get_bind()) fails: rewrite it with"
                    + " op.execute, or add --stand-ins and write its SQL into the revision that stands for it.";

    private final Map<String, AlembicRevision> revisions = new HashMap<>();
    private final Set<AlembicRevision> order = new LinkedHashSet<>();
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
                        "'" + other.file() + "' has the revision '" + id + "' too.",
                        "Keep one of the two.");
            }
            Identifiers.fault(id)
                    .ifPresent(fault -> problems.add(
                            revision.file(), "The id cannot be kept: " + fault + ".", "Rename it in Alembic first."));
        }
        found.forEach(revision -> addAfterParents(revision, new LinkedHashSet<>()));
    }

    /** Parents come first. A cycle is skipped here; the check of the scripts reports it. */
    private void addAfterParents(AlembicRevision revision, Set<String> path) {
        if (order.contains(revision) || !path.add(revision.revision().id())) {
            return;
        }
        revision.revision().downRevisions().stream()
                .flatMap(id -> Optional.ofNullable(revisions.get(id)).stream())
                .forEach(parent -> addAfterParents(parent, path));
        order.add(revision);
    }

    /**
     * Makes the project.
     *
     * @param rows the rows of {@code alembic_version}; empty if no database was read
     * @param table the name of that table, for problems
     * @param standIns what becomes of an Alembic revision without SQL
     */
    SourceProject read(Optional<List<String>> rows, String table, StandIns standIns) {
        List<String> heads = rows.map(found ->
                        found.stream().flatMap(row -> head(row, table).stream()).toList())
                .orElse(List.of());
        List<SourceRevision> imported =
                order.stream().map(revision -> revision(revision, standIns)).toList();
        if (!sql.downgradesKnown() && !imported.isEmpty()) {
            notes.add("The SQL of downgrades is not known (--downgrade-sql, --run): the revisions cannot be reverted.");
        }
        return new SourceProject(
                "Alembic",
                imported,
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
                "The database is at '" + row + "', and no file has this revision.",
                "The files seem to be older than the database: get the newer ones, or name their folder with --versions.");
        return Optional.empty();
    }

    private SourceRevision revision(AlembicRevision source, StandIns standIns) {
        Revision revision = source.revision();
        Optional<SourceSql> upgrade = Optional.ofNullable(sql.upgrades().get(revision.id()));
        if (upgrade.isEmpty() && !standIns.isWritten(revision.id())) {
            noteMissing(source, standIns.requested());
        }
        return new SourceRevision(
                source.file(),
                revision,
                false,
                upgrade.map(text -> withFile(text, source))
                        .orElseGet(() ->
                                SourceSql.standIn("revision " + revision.id() + " of Alembic (" + source.file() + ")")),
                Optional.ofNullable(sql.downgrades().get(revision.id())));
    }

    private void noteMissing(AlembicRevision source, boolean standIn) {
        Revision revision = source.revision();
        if (standIn) {
            notes.add(
                    "Revision " + revision.id() + " has no SQL: it fails on a fresh database until you write its SQL.");
        } else {
            problems.add(
                    source.file(),
                    Optional.ofNullable(sql.failures().get(revision.id()))
                            .map(failure ->
                                    "Alembic cannot print the SQL of revision '" + revision.id() + "': " + failure)
                            .orElse("There is no SQL for revision '" + revision.id() + "'."),
                    sql.failures().containsKey(revision.id()) ? NEEDS_DATABASE : REMEDY);
        }
    }

    /** An empty section has no line that a problem could name; its file is the Python file then. */
    private static SourceSql withFile(SourceSql text, AlembicRevision source) {
        return text.text().isEmpty() ? SourceSql.of(source.file(), "") : text;
    }
}
