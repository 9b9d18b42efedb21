// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.rule;

import java.util.List;
import java.util.Optional;

import dev.migration.lint.Alternative;
import dev.migration.lint.Severity;

/**
 * What a rule found.
 *
 * @param tables those that it is about
 * @param severity empty means the severity of the rule
 */
public record Problem(String message, List<TableChange> tables, Optional<Severity> severity, Alternative alternative) {

    /** A problem of no table. */
    public static Problem of(String message) {
        return new Problem(message, List.of(), Optional.empty(), Alternative.NONE);
    }

    static Problem of(TableChange table, String message) {
        return new Problem(message, List.of(table), Optional.empty(), Alternative.NONE);
    }

    public Problem as(Severity other) {
        return new Problem(message, tables, Optional.of(other), alternative);
    }

    /** The same with what to do. */
    public Problem advice(String text) {
        return new Problem(message, tables, severity, new Alternative(alternative.revisions(), text));
    }

    /** The same with the SQL of an alternative, revision by revision. */
    public Problem sql(List<String> revisions) {
        return new Problem(message, tables, severity, new Alternative(revisions, alternative.advice()));
    }

    public Problem sql(String... revisions) {
        return sql(List.of(revisions));
    }
}
