// SPDX-License-Identifier: Apache-2.0
package dev.migration.change;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the changes of a plan mean for running instances, in clauses such as {@code one of them locks tickets for writing}. Additive and
 * widening changes and those of rows have none.
 */
public record ChangeSummary(List<RevisionChange> changes) {

    /** Changes that {@link #text} names at most. */
    private static final int MOST_NAMED = 20;

    /** Tables that a clause names at most. */
    private static final int MOST_TABLES = 5;

    public ChangeSummary {
        changes = List.copyOf(changes);
    }

    /**
     * A clause without a full stop.
     *
     * @param tables the tables between its beginning and its end; may be empty
     */
    public record Clause(String beginning, List<String> tables, String end) {

        public Clause {
            tables = List.copyOf(tables);
        }

        @Override
        public String toString() {
            return beginning + String.join(", ", tables) + end;
        }
    }

    /** The clauses; those about locks first. */
    public List<Clause> clauses() {
        return Stream.of(
                        locks(),
                        of(
                                "blocking",
                                change -> change.changeClass() == ChangeClass.BLOCKING
                                        && change.lockedTables().isEmpty()),
                        of("destructive", change -> change.changeClass() == ChangeClass.DESTRUCTIVE),
                        of("of unknown class", change -> change.changeClass() == ChangeClass.UNKNOWN))
                .flatMap(Optional::stream)
                .toList();
    }

    /** How many changes have each class, and which ones running instances may notice; such as {@code 2 additive, 1 blocking; a1 blocking}. */
    public String text() {
        String counts = changes.stream()
                .collect(Collectors.groupingBy(RevisionChange::changeClass, TreeMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .map(number -> number.getValue() + " " + number.getKey().text())
                .collect(Collectors.joining(", "));
        return which(change -> change.changeClass().compareTo(ChangeClass.BLOCKING) >= 0).stream()
                .limit(MOST_NAMED)
                .map(change -> "; " + change.name() + " " + change.summary())
                .collect(Collectors.joining("", counts, ""));
    }

    private Optional<Clause> locks() {
        List<RevisionChange> locking = which(change -> !change.lockedTables().isEmpty());
        if (locking.isEmpty()) {
            return Optional.empty();
        }
        List<String> tables = new ArrayList<>(locking.stream()
                .flatMap(change -> change.lockedTables().stream())
                .distinct()
                .toList());
        int more = tables.size() - MOST_TABLES;
        if (more > 0) {
            tables.subList(MOST_TABLES, tables.size()).clear();
        }
        String verb = isSure(locking) ? (locking.size() == 1 ? " locks " : " lock ") : " may lock ";
        boolean reads = locking.stream()
                .flatMap(change -> change.blockingLocks().stream())
                .anyMatch(TableLock::blocksReads);
        return Optional.of(new Clause(
                subject(locking.size()) + verb,
                tables,
                (more > 0 ? " and " + more + " more" : "") + (reads ? " for reading and writing" : " for writing")));
    }

    private Optional<Clause> of(String kind, Predicate<RevisionChange> condition) {
        List<RevisionChange> found = which(condition);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        String verb = isSure(found) ? (found.size() == 1 ? " is " : " are ") : " may be ";
        return Optional.of(new Clause(subject(found.size()) + verb + kind, List.of(), ""));
    }

    private List<RevisionChange> which(Predicate<RevisionChange> condition) {
        return changes.stream().filter(condition).toList();
    }

    private static boolean isSure(List<RevisionChange> some) {
        return some.stream().allMatch(RevisionChange::certain);
    }

    private String subject(int number) {
        if (changes.size() == 1) {
            return "it";
        }
        return number == changes.size() ? "all of them" : number == 1 ? "one of them" : number + " of them";
    }
}
