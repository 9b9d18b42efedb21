// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.lint;

import java.util.ArrayList;
import java.util.List;

import dev.migration.cli.output.JsonObject;
import dev.migration.execution.difference.UnifiedDiff;
import dev.migration.lint.Finding;
import dev.migration.lint.fix.FixReport;

/**
 * Fixes as lines of text and as members of JSON.
 *
 * @param dryRun whether they are only shown
 */
record WrittenFixes(FixReport report, boolean dryRun) {

    List<String> lines(SourceNames names) {
        List<String> lines = new ArrayList<>(dryRun ? diff(names) : List.of());
        for (Finding finding : report.fixed()) {
            lines.add((dryRun ? "Would fix " : "Fixed ") + place(finding, names));
        }
        report.left().forEach(left -> lines.add("Not fixed: " + place(left.finding(), names) + ": " + left.reason()));
        report.scripts().stream()
                .filter(FixReport.FixedScript::divided)
                .forEach(script -> lines.add(names.of(script.source())
                        + (dryRun ? " would no longer be" : " is no longer")
                        + " one transaction: if it fails, the next upgrade continues it."));
        lines.add(dryRun ? "Nothing was written: a dry run. After these fixes:" : "After these fixes:");
        lines.add("");
        return lines;
    }

    /** The members {@code fixed}, {@code left} and {@code diff}. */
    JsonObject addTo(JsonObject object, SourceNames names) {
        return object.and(
                        "fixed",
                        report.fixed().stream()
                                .map(finding -> members(finding, names).map())
                                .toList())
                .and(
                        "left",
                        report.left().stream()
                                .map(left -> members(left.finding(), names)
                                        .and("reason", left.reason())
                                        .map())
                                .toList())
                .and("diff", String.join("\n", diff(names)));
    }

    private List<String> diff(SourceNames names) {
        return report.scripts().stream()
                .flatMap(script -> UnifiedDiff.of(names.of(script.source()), script.before(), script.after()).stream())
                .toList();
    }

    private static String place(Finding finding, SourceNames names) {
        return names.of(finding.statement().source()) + ":" + finding.line() + " " + finding.rule();
    }

    private static JsonObject members(Finding finding, SourceNames names) {
        return JsonObject.of("rule", finding.rule())
                .and("revision", finding.statement().revision())
                .and("file", names.of(finding.statement().source()))
                .and("line", finding.line());
    }
}
