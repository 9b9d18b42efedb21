// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.importer.liquibase;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.migration.cli.importer.liquibase.LiquibaseHistory.Row;
import dev.migration.cli.importer.project.ImportProblems;
import dev.migration.cli.importer.project.RevisionNames;
import dev.migration.cli.importer.project.SourceProject;
import dev.migration.cli.importer.project.SourceProject.Applied;
import dev.migration.cli.importer.project.SourceProject.LeftOut;
import dev.migration.cli.importer.project.SourceRevision;
import dev.migration.cli.importer.project.SourceSql;
import dev.migration.revision.Revision;

/**
 * Makes one chain of revisions from Liquibase's change sets: the applied ones first, in the order of the change log, then the
 * pending ones. Change sets with {@code runOnChange} become repeatables where that has the same effect.
 */
final class ChangeSets {

    /** The remedy for change sets that are not SQL. */
    static final String REMEDY =
            "Turn XML, YAML and JSON change sets into formatted SQL first: 'liquibase update-sql' on an empty"
                    + " database shows their SQL.";

    private final List<ChangeSet> all;
    private final ChangeSetRows rows;
    private final ImportProblems problems;
    private final RevisionNames names = new RevisionNames();
    private final List<LeftOut> leftOut = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    /** @param history empty if no database is read */
    ChangeSets(List<ChangeSet> all, Optional<LiquibaseHistory> history, ImportProblems problems) {
        this.all = all;
        this.rows = new ChangeSetRows(all, history);
        this.problems = problems;
    }

    /** @param standIns whether an applied row without a change set becomes a revision that fails */
    SourceProject read(boolean standIns) {
        List<ChangeSet> imported = all.stream().filter(this::isImported).toList();
        imported.forEach(this::note);
        RepeatableChangeSets repeatables = new RepeatableChangeSets(imported);
        notes.addAll(repeatables.notes());
        List<ChangeSetLink> applied = new ArrayList<>(imported.stream()
                .filter(set -> rows.isApplied(set) && !repeatables.contains(set))
                .toList());
        rows.history().ifPresent(history -> addMissing(history, applied, standIns));
        List<ChangeSetLink> order = new ArrayList<>(applied);
        imported.stream()
                .filter(set -> !rows.isApplied(set) && !repeatables.contains(set))
                .forEach(order::add);
        noteOrder(imported);
        List<SourceRevision> chain = chain(order);
        leftOut.addAll(repeatables.leftOut());
        Applied state = rows.history().isPresent()
                ? new Applied(true, head(chain, applied.size()), repeatables.applied(rows))
                : Applied.UNKNOWN;
        return new SourceProject("Liquibase", chain, repeatables.all(), state, leftOut, notes);
    }

    private boolean isImported(ChangeSet set) {
        if (set.is("runAlways")) {
            problems.add(
                    set.file(),
                    set.sql().firstLine() - 1,
                    "'" + set.name() + "' runs always, which no revision does.",
                    "Delete 'runAlways:true' in this line: then it becomes a revision, which runs once. If it must run after every"
                            + " upgrade, also write a hook ('-- @hook after-upgrade') with the same SQL.");
        }
        if (rows.isApplied(set)) {
            return true;
        }
        Optional<String> reason = set.isForOtherDatabase()
                ? Optional.of("Liquibase skips it on PostgreSQL")
                : set.condition().map(condition -> "it is not applied here, and runs only with " + condition);
        reason.ifPresent(why -> leftOut.add(new LeftOut(set.file() + " " + set.name(), why)));
        return reason.isEmpty();
    }

    private void note(ChangeSet set) {
        if (set.preconditions()) {
            notes.add("The preconditions of '" + set.name() + "' are not imported.");
        }
        if (set.isNot("failOnError")) {
            notes.add("'" + set.name() + "' may fail for Liquibase (failOnError:false); here it may not.");
        }
        rows.of(set).ifPresent(row -> {
            if (row.outcome().equals("MARK_RAN")) {
                notes.add("'" + set.name() + "' was marked as ran and did not run; a fresh database runs it.");
            }
            row.tag().ifPresent(tag -> notes.add("The tag '" + tag + "' was after '" + set.name() + "'."));
        });
    }

    /** A row without a change set comes after the change set that ran before it. */
    private void addMissing(LiquibaseHistory history, List<ChangeSetLink> applied, boolean standIns) {
        Optional<ChangeSet> previous = Optional.empty();
        for (Row row : history.rows()) {
            Optional<ChangeSet> set = rows.changeSet(row);
            if (set.isPresent()) {
                previous = set.filter(applied::contains).isPresent() ? set : previous;
            } else if (standIns) {
                applied.add(previous.map(applied::indexOf).orElse(-1) + 1, row);
                notes.add("'" + row.name()
                        + "' has no change set: its revision fails on a fresh database until you write its SQL.");
            } else {
                problems.add(
                        history.table() + " row " + row.order(),
                        "'" + row.name() + "' of '" + row.path() + "' is applied and has no change set here.",
                        "Name its change log with --changelog, or add --stand-ins: then a revision that fails stands for it.");
            }
        }
    }

    private void noteOrder(List<ChangeSet> imported) {
        boolean laterApplied = false;
        List<String> late = new ArrayList<>();
        for (int index = imported.size() - 1; index >= 0; index--) {
            boolean applied = rows.isApplied(imported.get(index));
            laterApplied |= applied;
            if (laterApplied && !applied) {
                late.add(0, imported.get(index).name().toString());
            }
        }
        if (!late.isEmpty()) {
            notes.add("Not applied, though later ones are: " + String.join(", ", late)
                    + ". Here they come after the applied ones, also on a fresh database.");
        }
        if (rows.history().isPresent()) {
            notes.add(
                    "Liquibase's checksums are not compared: 'liquibase validate' reports whether change sets were edited.");
        }
    }

    private List<SourceRevision> chain(List<ChangeSetLink> order) {
        List<SourceRevision> chain = new ArrayList<>();
        for (ChangeSetLink link : order) {
            List<String> parents = head(chain, chain.size());
            chain.add(link instanceof ChangeSet set ? revision(set, parents) : standIn((Row) link, parents));
        }
        return chain;
    }

    private SourceRevision revision(ChangeSet set, List<String> parents) {
        return new SourceRevision(
                set.file() + " " + set.name(),
                revision(names.of(set.candidateNames()), set.message(), parents),
                set.isNot("runInTransaction"),
                set.sql(),
                set.rollback());
    }

    private SourceRevision standIn(Row row, List<String> parents) {
        return new SourceRevision(
                row.path() + " " + row.name(),
                revision(names.of(row.name().candidates()), row.name().toString(), parents),
                false,
                SourceSql.standIn("the change set " + row.name() + " of Liquibase (" + row.path() + ")"),
                Optional.empty());
    }

    private static Revision revision(String id, String message, List<String> parents) {
        return new Revision(id, parents, List.of(), List.of(), List.of(), Optional.empty(), message);
    }

    /** The id of the last of the first {@code size} revisions; empty if {@code size} is 0. */
    private static List<String> head(List<SourceRevision> chain, int size) {
        return size == 0 ? List.of() : List.of(chain.get(size - 1).revision().id());
    }
}
