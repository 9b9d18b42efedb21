// SPDX-License-Identifier: Apache-2.0
package dev.migration.change;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the upgrade of a revision, or a repeatable, does to running instances. Its hooks do not count.
 *
 * @param name the id of the revision, or the name of the repeatable
 * @param source its file or class
 * @param changeClass the strongest class of its statements
 * @param certain whether the words of a statement decide the class; otherwise it is the worst that is possible
 * @param statements those that have a class or a lock: of several with the same class and the same locks, the first
 */
public record RevisionChange(
        String name, String source, ChangeClass changeClass, boolean certain, List<ClassifiedStatement> statements) {

    public RevisionChange {
        statements = List.copyOf(statements);
    }

    /** A revision that states its class, or is {@link ChangeClass#UNKNOWN}. */
    public static RevisionChange stated(String name, String source, ChangeClass stated) {
        return new RevisionChange(name, source, stated, true, List.of());
    }

    static RevisionChange of(String name, String source, Collection<ClassifiedStatement> statements) {
        ChangeClass strongest = statements.stream()
                .map(ClassifiedStatement::changeClass)
                .max(Comparator.naturalOrder())
                .orElse(ChangeClass.ADDITIVE);
        boolean certain = strongest == ChangeClass.ADDITIVE
                || statements.stream()
                        .anyMatch(statement -> statement.changeClass() == strongest && statement.certain());
        return new RevisionChange(name, source, strongest, certain, List.copyOf(statements));
    }

    /** A copy for readers who may not see SQL: it names no table and no statement. */
    public RevisionChange withoutNames() {
        return new RevisionChange(
                name,
                source,
                changeClass,
                certain,
                statements.stream().map(ClassifiedStatement::withoutNames).toList());
    }

    /** Its class, and the classes of its statements. */
    public Stream<ChangeClass> classes() {
        return Stream.concat(Stream.of(changeClass), statements.stream().map(ClassifiedStatement::changeClass));
    }

    /** The class in words, such as {@code blocking} or {@code may be blocking}. */
    public String text() {
        return changeClass.text(certain);
    }

    /** The strongest lock on each existing table, in the order of the statements. */
    public List<TableLock> locks() {
        Map<String, TableLock> strongest = new LinkedHashMap<>();
        statements.stream()
                .flatMap(statement -> statement.locks().stream())
                .forEach(lock -> strongest.merge(lock.table(), lock, RevisionChange::stronger));
        return List.copyOf(strongest.values());
    }

    /** The existing tables that nobody can write while all of their rows are read, written or indexed. */
    public List<String> lockedTables() {
        return blockingLocks().stream().map(TableLock::table).distinct().toList();
    }

    List<TableLock> blockingLocks() {
        return statements.stream()
                .filter(statement -> statement.changeClass() == ChangeClass.BLOCKING)
                .flatMap(statement -> statement.locks().stream())
                .filter(TableLock::blocksWrites)
                .toList();
    }

    /** The class and the locks, such as {@code blocking: SHARE on tickets}. */
    public String summary() {
        List<TableLock> locks = locks();
        return locks.isEmpty()
                ? text()
                : text() + ": " + locks.stream().map(TableLock::toString).collect(Collectors.joining(", "));
    }

    private static TableLock stronger(TableLock one, TableLock other) {
        return one.lockMode().compareTo(other.lockMode()) >= 0 ? one : other;
    }
}
