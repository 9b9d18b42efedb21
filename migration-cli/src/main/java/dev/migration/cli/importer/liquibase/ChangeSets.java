package dev.migration.cli.importer.liquibase;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import dev.migration.cli.importer.liquibase.LiquibaseHistory.Row;
import dev.migration.cli.importer.project.ImportProblems;
import dev.migration.cli.importer.project.RevisionNames;
import dev.migration.cli.importer.project.SourceProject;
import dev.migration.cli.importer.project.SourceProject.Applied;
import dev.migration.cli.importer.project.SourceProject.LeftOut;
import dev.migration.cli.importer.project.SourceRepeatable;
import dev.migration.cli.importer.project.SourceRevision;
import dev.migration.cli.importer.project.SourceSql;
import dev.migration.revision.Revision;

/**
 * Makes one chain of Liquibase's change sets: what is applied first, in the order of the change log, then what is pending. Those
 * that run when they change become repeatables where that is the same.
 */
final class ChangeSets {

    /** What to do about change sets that are no SQL. */
    static final String REMEDY =
            "Turn XML, YAML and JSON change sets into formatted SQL first: 'liquibase update-sql' on an empty"
                    + " database shows their SQL.";

    private final List<ChangeSet> all;
    private final Optional<LiquibaseHistory> history;
    private final ImportProblems problems;
    private final RevisionNames names = new RevisionNames();
    private final Map<ChangeSet, Row> rows = new HashMap<>();
    private final List<LeftOut> leftOut = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    ChangeSets(List<ChangeSet> all, Optional<LiquibaseHistory> history, ImportProblems problems) {
        this.all = all;
        this.history = history;
        this.problems = problems;
    }

    /** @param standIns whether what has no change set becomes a revision that fails */
    SourceProject read(boolean standIns) {
        history.ifPresent(this::match);
        List<ChangeSet> taken = all.stream().filter(this::isTaken).toList();
        taken.forEach(this::remark);
        List<ChangeSet> repeatable = repeatable(taken);
        List<ChangeSetLink> applied = new ArrayList<>(taken.stream()
                .filter(set -> rows.containsKey(set) && !repeatable.contains(set))
                .toList());
        history.ifPresent(known -> addMissing(known, applied, standIns));
        List<ChangeSetLink> order = new ArrayList<>(applied);
        taken.stream()
                .filter(set -> !rows.containsKey(set) && !repeatable.contains(set))
                .forEach(order::add);
        noteOrder(taken);
        List<SourceRevision> chain = chain(order);
        RevisionNames ofRepeatables = new RevisionNames();
        Map<ChangeSet, String> named = new HashMap<>();
        repeatable.forEach(set -> named.put(set, ofRepeatables.of(wishes(set))));
        return new SourceProject(
                "Liquibase",
                chain,
                repeatables(repeatable, named),
                history.isPresent() ? applied(chain, applied.size(), repeatable, named) : Applied.UNKNOWN,
                leftOut,
                notes);
    }

    private void match(LiquibaseHistory known) {
        for (Row row : known.rows()) {
            List<ChangeSet> sameName =
                    all.stream().filter(set -> set.name().equals(row.name())).toList();
            boolean unique = sameName.size() == 1
                    && known.rows().stream()
                                    .filter(other -> other.name().equals(row.name()))
                                    .count()
                            == 1;
            sameName.stream()
                    .filter(set -> row.isAbout(set, unique) && !rows.containsKey(set))
                    .findFirst()
                    .ifPresent(set -> rows.put(set, row));
        }
    }

    private boolean isTaken(ChangeSet set) {
        if (set.is("runAlways")) {
            problems.add(
                    set.place(),
                    set.sql().firstLine() - 1,
                    "'" + set.name() + "' runs always, which no revision does.",
                    "Take it out of the change log, and write a hook ('-- @hook after-upgrade') that does the same.");
        }
        if (rows.containsKey(set)) {
            return true;
        }
        Optional<String> why = set.isForOthers()
                ? Optional.of("Liquibase passes over it on PostgreSQL")
                : set.condition().map(condition -> "it is not applied here, and runs only with " + condition);
        why.ifPresent(reason -> leftOut.add(new LeftOut(set.place() + " " + set.name(), reason)));
        return why.isEmpty();
    }

    private void remark(ChangeSet set) {
        if (set.preconditions()) {
            notes.add("The preconditions of '" + set.name() + "' are not taken over.");
        }
        if (set.isNot("failOnError")) {
            notes.add("'" + set.name() + "' may fail for Liquibase (failOnError:false); here it may not.");
        }
        Optional.ofNullable(rows.get(set)).ifPresent(row -> {
            if (row.outcome().equals("MARK_RAN")) {
                notes.add("'" + set.name() + "' was marked as ran and did not run; a fresh database runs it.");
            }
            row.tag().ifPresent(tag -> notes.add("The tag '" + tag + "' stood behind '" + set.name() + "'."));
        });
    }

    private List<ChangeSet> repeatable(List<ChangeSet> taken) {
        List<ChangeSet> repeatable = new ArrayList<>();
        for (ChangeSet set : taken) {
            if (set.is("runOnChange")) {
                List<ChangeSet> later = taken.subList(taken.indexOf(set) + 1, taken.size()).stream()
                        .filter(other -> !other.is("runOnChange"))
                        .toList();
                Optional<String> fault = set.isNot("runInTransaction")
                        ? Optional.of("it runs outside a transaction")
                        : RepeatableCheck.fault(set, later);
                fault.ifPresentOrElse(
                        reason -> notes.add(
                                "'" + set.name() + "' runs when it changes (runOnChange), and becomes a revision,"
                                        + " which does not: " + reason + "."),
                        () -> repeatable.add(set));
            }
        }
        return repeatable;
    }

    /** What has no change set comes behind what ran before it. */
    private void addMissing(LiquibaseHistory known, List<ChangeSetLink> applied, boolean standIns) {
        Optional<ChangeSet> before = Optional.empty();
        for (Row row : known.rows()) {
            Optional<ChangeSet> set = all.stream()
                    .filter(candidate -> row.equals(rows.get(candidate)))
                    .findFirst();
            if (set.isPresent()) {
                before = set.filter(applied::contains).or(earlier(before));
            } else if (standIns) {
                applied.add(before.map(applied::indexOf).orElse(-1) + 1, row);
                notes.add(
                        "'" + row.name() + "' has no change set: its revision fails on a fresh database until you write"
                                + " what it did.");
            } else {
                problems.add(
                        known.table() + " row " + row.order(),
                        "'" + row.name() + "' of '" + row.path() + "' is applied and has no change set here.",
                        "Name its change log with --changelog, or add --stand-ins: then a revision that fails stands for it.");
            }
        }
    }

    private static Supplier<Optional<ChangeSet>> earlier(Optional<ChangeSet> before) {
        return () -> before;
    }

    private void noteOrder(List<ChangeSet> taken) {
        boolean pending = false;
        List<String> late = new ArrayList<>();
        for (int index = taken.size() - 1; index >= 0; index--) {
            boolean applied = rows.containsKey(taken.get(index));
            pending |= applied;
            if (pending && !applied) {
                late.add(0, taken.get(index).name().toString());
            }
        }
        if (!late.isEmpty()) {
            notes.add("Not applied, though later ones are: " + String.join(", ", late)
                    + ". They come behind those here, also on a fresh database.");
        }
        if (history.isPresent()) {
            notes.add(
                    "Liquibase's checksums are not compared: 'liquibase validate' tells whether change sets were edited.");
        }
    }

    private List<SourceRevision> chain(List<ChangeSetLink> order) {
        List<SourceRevision> chain = new ArrayList<>();
        for (ChangeSetLink link : order) {
            List<String> below = chain.isEmpty()
                    ? List.of()
                    : List.of(chain.get(chain.size() - 1).revision().id());
            chain.add(link instanceof ChangeSet set ? revision(set, below) : standIn((Row) link, below));
        }
        return chain;
    }

    private SourceRevision revision(ChangeSet set, List<String> below) {
        return new SourceRevision(
                set.place() + " " + set.name(),
                revision(names.of(wishes(set)), set.message(), below),
                set.isNot("runInTransaction"),
                set.sql(),
                set.rollback());
    }

    private SourceRevision standIn(Row row, List<String> below) {
        return new SourceRevision(
                row.path() + " " + row.name(),
                revision(names.of(wishes(row.name())), row.name().toString(), below),
                false,
                SourceSql.standIn("the change set " + row.name() + " of Liquibase (" + row.path() + ")"),
                Optional.empty());
    }

    private static Revision revision(String id, String message, List<String> below) {
        return new Revision(id, below, List.of(), List.of(), List.of(), Optional.empty(), message);
    }

    /** In the order of the change log, which each keeps by needing the one before where names would have another. */
    private List<SourceRepeatable> repeatables(List<ChangeSet> repeatable, Map<ChangeSet, String> named) {
        List<String> order =
                repeatable.stream().map(set -> named.getOrDefault(set, "")).toList();
        boolean same = order.equals(order.stream().sorted().toList());
        List<SourceRepeatable> made = new ArrayList<>();
        for (ChangeSet set : repeatable) {
            int place = made.size();
            set.rollback()
                    .ifPresent(sql -> leftOut.add(
                            new LeftOut(sql.file() + " rollback of " + set.name(), "a repeatable has no way back")));
            made.add(new SourceRepeatable(
                    order.get(place),
                    same || place == 0 ? List.of() : List.of(order.get(place - 1)),
                    set.message(),
                    set.sql()));
        }
        return made;
    }

    private Applied applied(
            List<SourceRevision> chain, int applied, List<ChangeSet> repeatable, Map<ChangeSet, String> named) {
        return new Applied(
                true,
                applied == 0
                        ? List.of()
                        : List.of(chain.get(applied - 1).revision().id()),
                repeatable.stream()
                        .filter(rows::containsKey)
                        .map(set -> named.getOrDefault(set, ""))
                        .toList());
    }

    private static String[] wishes(ChangeSet set) {
        String stem = set.path().replaceFirst(".*/", "").replaceFirst("\\.sql$", "");
        String[] wishes = wishes(set.name());
        return new String[] {wishes[0], wishes[1], stem + "_" + set.name().id()};
    }

    /** A bare number says little, and more change logs have it. */
    private static String[] wishes(ChangeSet.Name name) {
        String both = name.author() + "_" + name.id();
        return new String[] {name.id().matches("\\d{1,7}") ? both : name.id(), both};
    }
}
