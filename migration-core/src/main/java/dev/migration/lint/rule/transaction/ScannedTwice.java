// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.rule.transaction;

import java.util.List;
import java.util.stream.Stream;

import dev.migration.lint.Severity;
import dev.migration.lint.rule.Problem;
import dev.migration.lint.rule.TableChange;
import dev.migration.lint.rule.TableRule;
import dev.migration.trace.LockMode;

/** Several statements read or write all rows of one table under a lock. */
final class ScannedTwice extends TableRule {

    ScannedTwice() {
        super(
                "scanned-twice",
                Severity.WARNING,
                "Several statements read or write all rows of one table under a lock.");
    }

    @Override
    protected List<Problem> check(TableChange table) {
        boolean slow = table.isRewritten() || table.isScanned();
        return slow && blocks(table) && isFirstRepetition(table)
                ? List.of(table.problem("an earlier statement of the transaction has read all rows of " + table.name()
                                + ", too")
                        .advice("Join them into one ALTER TABLE " + table.name()
                                + " with commas: the rows are read once."))
                : List.of();
    }

    private static boolean isFirstRepetition(TableChange table) {
        return table.situation().earlierInTransaction().stream()
                .flatMap(earlier -> earlier.tables().stream())
                .anyMatch(
                        earlier -> earlier.relation().oid() == table.relation().oid()
                                && blocks(earlier)
                                && earlier.situation().begins("alter", "table")
                                && (earlier.isRewritten() || earlier.isScanned()));
    }

    private static boolean blocks(TableChange table) {
        return table.situation().begins("alter", "table")
                && Stream.concat(table.lock().stream(), table.held().stream()).anyMatch(LockMode::blocksWrites);
    }
}
