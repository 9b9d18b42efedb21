// SPDX-License-Identifier: Apache-2.0
package dev.migration.version.table;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.migration.version.AppliedBy;
import dev.migration.version.StateTables;

/**
 * The INSERT statements of the history.
 *
 * @param note the detail of each row that has no other detail
 */
record HistoryStatements(StateTables tables, AppliedBy appliedBy, Optional<String> note) {

    /**
     * A row of the history.
     *
     * @param operation the name of the operation, such as {@code UPGRADE}
     * @param measured an SQL expression for the duration in milliseconds, for an outcome without a duration
     */
    StateStatement insert(String operation, Outcome outcome, String measured) {
        return insert(operation, outcome, measured, "");
    }

    /** A row about an attempt that is retried. */
    StateStatement retry(String operation, Outcome outcome, RetryFacts facts) {
        String blockers = facts.blockers().stream().map(String::valueOf).collect(Collectors.joining(","));
        String more =
                "pg_catalog.jsonb_build_object('attempts', %d, 'step', %d, 'steps', %d, 'blockers', '{%s}'::pg_catalog.int4[], 'relation', ?::pg_catalog.text)"
                        .formatted(facts.attempts(), facts.step(), facts.steps(), blockers);
        StateStatement row = insert(operation, outcome, "0", " OPERATOR(pg_catalog.||) " + more);
        List<@Nullable Object> parameters = new ArrayList<>(row.parameters());
        parameters.add(1, facts.relation());
        return new StateStatement(row.sql(), parameters);
    }

    private StateStatement insert(String operation, Outcome outcome, String measured, String more) {
        String facts = more.isEmpty() ? "?::pg_catalog.jsonb" : "COALESCE(?::pg_catalog.jsonb, '{}')" + more;
        return StateStatement.one(
                """
                INSERT INTO %1$s (id, format, facts, at, operation, revision, outcome, detail, checksum, duration_millis, done_by, host,
                    application, tool_version)
                VALUES (%2$s, %3$d, %5$s, pg_catalog.clock_timestamp(), ?, ?, ?, ?, ?, COALESCE(?, %4$s), SESSION_USER, ?, ?, ?)""".formatted(
                                tables.history(),
                                StateTableStatements.next("id", tables.history()),
                                TableFormat.CURRENT,
                                measured,
                                facts),
                StateStatement.Facts.REPLACED,
                operation,
                outcome.revision(),
                outcome.word(),
                outcome.detail().or(() -> note).map(StateStatement::shortened).orElse(null),
                outcome.checksum().orElse(null),
                outcome.duration().map(Duration::toMillis).orElse(null),
                appliedBy.host(),
                appliedBy.application(),
                appliedBy.toolVersion());
    }

    /**
     * The outcome of an operation on one revision or repeatable.
     *
     * @param revision the id of the revision, or the key of the repeatable
     * @param word the value of the column {@code outcome}
     * @param duration empty means that the server measures it
     */
    record Outcome(
            String revision,
            String word,
            Optional<String> detail,
            Optional<String> checksum,
            Optional<Duration> duration) {

        private static final String APPLIED = "APPLIED";
        private static final String REVERTED = "REVERTED";

        static Outcome applied(String revision, Optional<String> checksum, Optional<Duration> duration) {
            return new Outcome(revision, APPLIED, Optional.empty(), checksum, duration);
        }

        static Outcome reverted(String revision, Optional<Duration> duration) {
            return new Outcome(revision, REVERTED, Optional.empty(), Optional.empty(), duration);
        }

        static Outcome queued(String revision, Duration duration) {
            return new Outcome(revision, "QUEUED", Optional.empty(), Optional.empty(), Optional.of(duration));
        }

        static Outcome resolved(String revision, boolean applied) {
            Optional<Duration> none = Optional.of(Duration.ZERO);
            return applied ? applied(revision, Optional.empty(), none) : reverted(revision, none);
        }

        static Outcome failed(String revision, Duration duration, String detail) {
            return new Outcome(revision, "FAILED", Optional.of(detail), Optional.empty(), Optional.of(duration));
        }

        static Outcome retry(String revision, Duration duration, String detail) {
            return new Outcome(revision, "RETRY", Optional.of(detail), Optional.empty(), Optional.of(duration));
        }
    }
}
