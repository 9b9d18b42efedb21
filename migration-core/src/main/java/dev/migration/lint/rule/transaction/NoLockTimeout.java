// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.rule.transaction;

import java.util.List;

import dev.migration.lint.Severity;
import dev.migration.lint.rule.Problem;
import dev.migration.lint.rule.Rule;
import dev.migration.lint.rule.Situation;
import dev.migration.trace.LockMode;

/** lock_timeout is switched off: while the statement waits for its lock, all later ones wait behind it. */
final class NoLockTimeout extends Rule {

    NoLockTimeout() {
        super(
                "no-lock-timeout",
                Severity.ERROR,
                "lock_timeout is switched off: while the statement waits for its lock, all later ones wait behind it.");
    }

    @Override
    public List<Problem> check(Situation situation) {
        if (situation.isOutside() || situation.trace().settings().lockTimeout() > 0) {
            return List.of();
        }
        return situation.tables().stream()
                .filter(table -> table.lock().filter(LockMode::blocksWrites).isPresent())
                .map(table -> table.problem("lock_timeout is off: if " + table.name()
                                + " is in use, everybody waits behind this statement")
                        .advice("Do not change lock_timeout; the runner sets a short one and tries again."))
                .toList();
    }
}
