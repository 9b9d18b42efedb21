// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint;

import java.util.List;

import dev.migration.trace.TracedStatement;

/**
 * A danger in a statement.
 *
 * @param rule the id of the rule
 * @param statement where it is
 * @param tables the tables that it is about, as SQL
 * @param lock the strongest lock that the statement takes on them; empty if it takes none
 * @param alternative a safe way to the same result
 */
public record Finding(
        String rule,
        Severity severity,
        String message,
        TracedStatement statement,
        List<String> tables,
        String lock,
        Alternative alternative) {

    public Finding {
        tables = List.copyOf(tables);
    }

    public Finding with(Severity other) {
        return new Finding(rule, other, message, statement, tables, lock, alternative);
    }

    public Finding with(String text) {
        return new Finding(rule, severity, text, statement, tables, lock, alternative);
    }

    /** The text of the statement. */
    public String sql() {
        return statement.statement().text();
    }

    /** The beginning of the statement in one line. */
    public String summary() {
        return statement.statement().summary();
    }

    /** The line of the statement in its file, from 1. */
    public int line() {
        return statement.statement().position().line();
    }
}
