// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.run;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

import dev.migration.execution.failure.RevisionFailedException;
import dev.migration.lint.Alternative;
import dev.migration.lint.Finding;
import dev.migration.lint.check.RuleBook;
import dev.migration.sql.Position;
import dev.migration.sql.SqlInput;
import dev.migration.sql.SqlStatement;
import dev.migration.sql.StatementReader;
import dev.migration.trace.TracedStatement;

/** A statement that the server refuses is a finding, too: of the rule that explains the refusal, if there is one. */
record FailureFinding(RuleBook book) {

    private static final List<String> BROKEN_BY_ROWS = List.of("23502", "23503", "23505", "23514", "23P01");

    /** @param text the script that failed; empty for the class of a Java revision */
    Finding of(RevisionFailedException failure, Optional<SqlInput> text) {
        Position line = new Position(0, Math.max(1, failure.line()), 1);
        SqlStatement statement =
                text.flatMap(input -> statementAt(input, failure.line())).orElse(new SqlStatement("", line, false));
        String rule = rule(failure.sqlState(), statement.text().toLowerCase(Locale.ROOT));
        return new Finding(
                rule,
                book.severity("fails"),
                failure.problem(),
                new TracedStatement(failure.revision(), failure.source(), statement),
                List.of(),
                "",
                new Alternative(List.of(), failure.remedy()));
    }

    private static String rule(String state, String text) {
        if (state.equals("0A000") && text.contains("concurrently")) {
            return "concurrently-on-partitioned";
        }
        if ((state.equals("42601") || state.equals("42701"))
                && (text.startsWith("update") || text.startsWith("insert"))) {
            return "column-set-twice";
        }
        if (state.equals("55P04")) {
            return "enum-value-used-too-early";
        }
        if (state.equals("2D000") || state.equals("25001") && text.startsWith("do")) {
            return "transaction-control";
        }
        if (state.equals("42601") && text.contains("generated always as")) {
            return "generated-kind-unsaid";
        }
        if (state.equals("23502") && text.contains("add column")) {
            return "add-required-column";
        }
        return BROKEN_BY_ROWS.contains(state) ? "may-fail-on-data" : "fails";
    }

    private static Optional<SqlStatement> statementAt(SqlInput input, int line) {
        Optional<SqlStatement> found = Optional.empty();
        try (input) {
            StatementReader reader = new StatementReader(input, Position.START, () -> true);
            Optional<SqlStatement> next = reader.next();
            while (next.isPresent() && next.get().position().line() <= line) {
                found = next;
                next = reader.next();
            }
        }
        return found;
    }
}
