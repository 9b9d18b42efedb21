// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import dev.migration.lint.Finding;
import dev.migration.lint.Severity;
import dev.migration.lint.rule.Course;
import dev.migration.lint.rule.Problem;
import dev.migration.lint.rule.Rule;
import dev.migration.lint.rule.Situation;
import dev.migration.lint.rule.TableChange;
import dev.migration.trace.LockMode;
import dev.migration.trace.StatementTrace;

/**
 * Applies all rules to all statements of a trace.
 *
 * @param book the rules with their severities
 * @param sizes how many rows the tables have where the revisions will run
 */
public record Checker(RuleBook book, TableSizes sizes) {

    /** The findings, in the order of the statements. */
    public List<Finding> check(List<StatementTrace> trace) {
        List<Finding> findings = new ArrayList<>();
        for (Situation situation : new Course(trace).situations()) {
            for (Rule rule : book.rules()) {
                if (book.severity(rule.id()) != Severity.OFF) {
                    rule.check(situation).forEach(problem -> findings.add(finding(rule, situation, problem)));
                }
            }
        }
        return findings;
    }

    private Finding finding(Rule rule, Situation situation, Problem problem) {
        Severity severity =
                book.isSet(rule) ? book.severity(rule.id()) : problem.severity().orElse(rule.severity());
        Optional<Long> most = rows(problem.tables());
        boolean small = most.filter(rows -> rows < TableSizes.SMALL).isPresent();
        boolean smaller = small && book.scales(rule.id()) && severity.compareTo(Severity.INFO) > 0;
        return new Finding(
                rule.id(),
                smaller ? Severity.INFO : severity,
                problem.message()
                        + most.map(rows -> String.format(Locale.ROOT, " (%,d rows)", rows))
                                .orElse(""),
                situation.trace().statement(),
                problem.tables().stream().map(TableChange::name).toList(),
                lock(problem.tables()),
                problem.alternative());
    }

    /** The rows of the largest table; empty if the size of one is unknown. */
    private Optional<Long> rows(List<TableChange> tables) {
        List<Optional<Long>> sizesOfTables =
                tables.stream().map(table -> sizes.of(table.state().relation())).toList();
        return sizesOfTables.stream().allMatch(Optional::isPresent)
                ? sizesOfTables.stream().flatMap(Optional::stream).max(Long::compareTo)
                : Optional.empty();
    }

    private static String lock(List<TableChange> tables) {
        return tables.stream()
                .flatMap(table -> table.lock().stream())
                .max(LockMode::compareTo)
                .map(LockMode::sql)
                .orElse("");
    }
}
