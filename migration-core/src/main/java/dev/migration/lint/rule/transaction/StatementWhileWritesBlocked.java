// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.rule.transaction;

import java.util.List;
import java.util.Optional;

import dev.migration.lint.Alternative;
import dev.migration.lint.Severity;
import dev.migration.lint.rule.Problem;
import dev.migration.lint.rule.Rule;
import dev.migration.lint.rule.Situation;
import dev.migration.lint.rule.TableChange;

/** A slow statement runs while an earlier one of the same transaction keeps others from writing a table. */
final class StatementWhileWritesBlocked extends Rule {

    StatementWhileWritesBlocked() {
        super(
                "statement-while-writes-blocked",
                Severity.WARNING,
                "A slow statement runs while an earlier one of the same transaction keeps others from writing a table.");
    }

    @Override
    public List<Problem> check(Situation situation) {
        List<TableChange> held = SlowWork.held(situation, mode -> mode.blocksWrites() && !mode.blocksReads());
        return held.isEmpty() || !SlowWork.isDoneBy(situation)
                ? List.of()
                : List.of(new Problem(
                                "an earlier statement of the transaction keeps others from writing "
                                        + SlowWork.names(held) + " as long as this one takes",
                                held,
                                Optional.empty(),
                                Alternative.NONE)
                        .advice("Give the slow statement a revision of its own."));
    }
}
