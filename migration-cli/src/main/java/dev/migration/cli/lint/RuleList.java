// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.lint;

import java.util.List;

import dev.migration.cli.output.JsonObject;
import dev.migration.cli.output.Report;
import dev.migration.lint.check.RuleBook;
import dev.migration.lint.rule.Rule;

/** The list of all rules. */
final class RuleList {

    private RuleList() {}

    static Report of(RuleBook book) {
        List<String> lines = book.rules().stream()
                .map(rule ->
                        String.format("%-8s %s: %s", book.severity(rule.id()).text(), rule.id(), rule.description()))
                .sorted()
                .toList();
        return Report.of(
                lines,
                JsonObject.of(
                                "rules",
                                book.rules().stream()
                                        .map(rule -> members(book, rule))
                                        .toList())
                        .map());
    }

    private static Object members(RuleBook book, Rule rule) {
        return JsonObject.of("rule", rule.id())
                .and("severity", book.severity(rule.id()).text())
                .and("description", rule.description())
                .map();
    }
}
