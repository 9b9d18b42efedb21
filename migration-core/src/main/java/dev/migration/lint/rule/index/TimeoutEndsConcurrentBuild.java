// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.rule.index;

import java.util.List;

import dev.migration.lint.Severity;
import dev.migration.lint.rule.Problem;
import dev.migration.lint.rule.Rule;
import dev.migration.lint.rule.Situation;

/** A lock_timeout of the script is in force around CONCURRENTLY or VALIDATE, where waiting for old transactions counts. */
final class TimeoutEndsConcurrentBuild extends Rule {

    TimeoutEndsConcurrentBuild() {
        super(
                "timeout-ends-concurrent-build",
                Severity.INFO,
                "A lock_timeout of the script is in force around CONCURRENTLY or VALIDATE, where waiting for old transactions counts.");
    }

    @Override
    public List<Problem> check(Situation situation) {
        boolean waits = situation.words().contains("concurrently") || situation.says("validate", "constraint");
        boolean limited = situation.earlierInRevision().stream()
                .anyMatch(earlier -> earlier.begins("set") && earlier.words().contains("lock_timeout"));
        return waits && limited && situation.trace().settings().lockTimeout() > 0
                ? List.of(Problem.of(
                                "the script sets lock_timeout: waiting for old transactions counts, and an index stays invalid")
                        .advice("Do not set lock_timeout in the script; the runner chooses one that fits."))
                : List.of();
    }
}
