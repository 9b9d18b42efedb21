// SPDX-License-Identifier: Apache-2.0
package dev.migration.change;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

import dev.migration.sql.SqlStatement;

/**
 * Classifies the revisions of one plan, in the order of the plan: what an earlier one creates, no instance uses. Not safe for use by
 * several threads.
 */
public final class ChangeClassifier {

    private final CreatedRelations created = new CreatedRelations();
    private final StatementClassifier classifier = new StatementClassifier(created);

    /** Statements with the same effect are listed once: a script may insert a million rows. */
    private record Key(ChangeClass changeClass, boolean certain, List<TableLock> locks) {}

    /**
     * The next revision or repeatable of the plan.
     *
     * @param statements the statements of its upgrade section, one at each call; empty at the end
     */
    public RevisionChange next(String name, String source, Supplier<Optional<SqlStatement>> statements) {
        Map<Key, ClassifiedStatement> found = new LinkedHashMap<>();
        Set<TableLock> held = new LinkedHashSet<>();
        Optional<SqlStatement> next = statements.get();
        while (next.isPresent()) {
            SqlStatement statement = next.get();
            Effect effect = effect(statement, held);
            effect.locks().stream().filter(TableLock::blocksWrites).forEach(held::add);
            if (effect.changeClass() != ChangeClass.ADDITIVE || !effect.locks().isEmpty()) {
                found.putIfAbsent(
                        new Key(effect.changeClass(), effect.certain(), effect.locks()), classified(statement, effect));
            }
            next = statements.get();
        }
        created.endOfRevision();
        return RevisionChange.of(name, source, found.values());
    }

    /** A statement that reads while an earlier one of the same transaction locks tables may read all rows of these. */
    private Effect effect(SqlStatement statement, Set<TableLock> held) {
        StatementCursor words = StatementCursor.of(statement.text());
        boolean mayRead = RowStatement.mayRead(words.copy());
        boolean updates = words.at("update") && held.stream().anyMatch(lock -> names(words, lock.table()));
        Effect effect = classifier.effect(words);
        return held.isEmpty() || !mayRead && !updates
                ? effect
                : effect.and(new Effect(ChangeClass.BLOCKING, false, List.copyOf(held)));
    }

    private static boolean names(StatementCursor words, String table) {
        return words.rest().contains(table.substring(table.lastIndexOf('.') + 1));
    }

    private static ClassifiedStatement classified(SqlStatement statement, Effect effect) {
        return new ClassifiedStatement(
                statement.position().line(),
                statement.summary(),
                effect.changeClass(),
                effect.certain(),
                effect.locks());
    }
}
