// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.rule.transaction;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.migration.lint.rule.Situation;
import dev.migration.lint.rule.TableChange;
import dev.migration.trace.LockMode;

/** Whether a statement takes long on a table with many rows. */
final class SlowWork {

    private SlowWork() {}

    /** Whether it reads or writes all rows of a table that existed before the trace. */
    static boolean isDoneBy(Situation situation) {
        return situation.tables().stream()
                .anyMatch(table -> table.isScanned()
                        || table.isRewritten()
                        || !table.builtIndexes().isEmpty());
    }

    /** The existing tables on which an earlier statement of the transaction took a lock. */
    static List<TableChange> held(Situation situation, Predicate<LockMode> mode) {
        return situation.tables().stream()
                .filter(table -> table.held().filter(mode).isPresent())
                .toList();
    }

    static String names(List<TableChange> tables) {
        return tables.stream().map(TableChange::name).collect(Collectors.joining(", "));
    }

    /** The statements of the transaction so far, a revision for each. */
    static List<String> separately(Situation situation) {
        return Stream.concat(situation.earlierInTransaction().stream(), Stream.of(situation))
                .map(statement -> statement.text() + ";")
                .toList();
    }
}
