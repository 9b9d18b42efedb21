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
import dev.migration.trace.LockMode;

/** A slow statement runs while an earlier one of the same transaction keeps others from reading a table. */
final class StatementUnderExclusiveLock extends Rule {

    StatementUnderExclusiveLock() {
        super(
                "statement-under-exclusive-lock",
                Severity.WARNING,
                "A slow statement runs while an earlier one of the same transaction keeps others from reading a table.");
    }

    @Override
    public List<Problem> check(Situation situation) {
        List<TableChange> held = SlowWork.held(situation, LockMode::blocksReads);
        return held.isEmpty() || !SlowWork.isDoneBy(situation)
                ? List.of()
                : List.of(new Problem(
                                "an earlier statement of the transaction keeps others from reading "
                                        + SlowWork.names(held) + " as long as this one takes",
                                held,
                                Optional.empty(),
                                Alternative.NONE)
                        .advice("Give the slow statement a revision of its own."));
    }
}
