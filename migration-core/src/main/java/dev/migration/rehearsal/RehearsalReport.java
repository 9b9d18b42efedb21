// SPDX-License-Identifier: Apache-2.0
package dev.migration.rehearsal;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import dev.migration.plan.Plan;

/**
 * What a rehearsal found.
 *
 * @param plan what was rehearsed; no step if nothing is pending
 * @param reason why it did not end {@link RehearsalEnd#COMPLETE}; empty otherwise
 * @param attempts how often it began; 0 if nothing is pending
 * @param statements in order, of the last attempt
 * @param duration the time of the transaction, with the measurement
 */
public record RehearsalReport(
        Plan plan,
        RehearsalEnd end,
        String reason,
        int attempts,
        List<RehearsedStatement> statements,
        Remains remains,
        Duration duration) {

    public RehearsalReport {
        statements = List.copyOf(statements);
    }

    /** The statements that did not run. */
    public List<RehearsedStatement> leftOut() {
        return statements.stream()
                .filter(statement -> statement.result() instanceof RehearsedStatement.Result.LeftOut)
                .toList();
    }

    /** The same with other statements. */
    public RehearsalReport with(List<RehearsedStatement> others) {
        return new RehearsalReport(plan, end, reason, attempts, others, remains, duration);
    }

    /** The statements of a revision. */
    public List<RehearsedStatement> of(String revision) {
        return statements.stream()
                .filter(statement -> statement.revision().equals(revision))
                .toList();
    }

    /** The sessions that waited. */
    public Stream<BlockedSession> blocked() {
        return statements.stream().flatMap(statement -> statement.blocked().stream());
    }
}
