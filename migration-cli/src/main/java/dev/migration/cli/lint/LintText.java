// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.migration.RevisionText;
import dev.migration.cli.output.JsonObject;
import dev.migration.cli.output.Plurals;
import dev.migration.lint.Finding;
import dev.migration.lint.Severity;
import dev.migration.lint.check.TracedClass;
import dev.migration.lint.run.LintReport;
import dev.migration.revision.Revision;

/**
 * A report as lines of text and as members of JSON.
 *
 * @param plans what a reviewer sees of the revisions beside the findings
 */
record LintText(LintReport report, SourceNames names, RevisionPlans plans) {

    String file(Finding finding) {
        return names.of(finding.statement().source());
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (Finding finding : report.findings()) {
            lines.add(file(finding) + ":" + finding.line() + "  "
                    + finding.severity().text() + " " + finding.rule());
            lines.add("    " + finding.message() + lock(finding));
            lines.add("    in: " + finding.summary());
            lines.addAll(alternative(finding));
        }
        lines.add(summary());
        if (report.onEmptyDatabase() && !report.revisions().isEmpty()) {
            lines.add("Nothing was applied before these revisions, so every table counts as new."
                    + " Name the revisions to lint, or use --since or --each.");
        }
        return lines;
    }

    String summary() {
        if (report.revisions().isEmpty()) {
            return "Nothing to lint: no revision is pending. Name revisions, or use --since.";
        }
        return Plurals.of(report.revisions().size(), "revision") + ": "
                + Plurals.of(Math.toIntExact(report.count(Severity.ERROR)), "error") + ", "
                + Plurals.of(Math.toIntExact(report.count(Severity.WARNING)), "warning") + ", "
                + report.count(Severity.INFO) + " info; " + report.allowed().size() + " allowed, "
                + report.known().size() + " in the baseline.";
    }

    static String lock(Finding finding) {
        return finding.lock().isEmpty()
                ? ""
                : " (" + finding.lock() + " on " + String.join(", ", finding.tables()) + ")";
    }

    /** What to do instead: SQL, each revision with a heading, and advice. */
    static List<String> alternative(Finding finding) {
        List<String> lines = new ArrayList<>();
        List<String> revisions = finding.alternative().revisions();
        for (int index = 0; index < revisions.size(); index++) {
            lines.add("    instead" + (revisions.size() == 1 ? "" : ", revision " + (index + 1)) + ":");
            revisions.get(index).lines().forEach(line -> lines.add("        " + line));
        }
        if (!finding.alternative().advice().isEmpty()) {
            finding.alternative().advice().lines().forEach(line -> lines.add("    " + line));
        }
        return lines;
    }

    List<Map<String, Object>> revisions() {
        return report.revisions().stream()
                .map(revision -> JsonObject.of("revision", revision.id())
                        .and("message", revision.message())
                        .and("class", changeClass(revision))
                        .map())
                .toList();
    }

    String changeClass(Revision revision) {
        String upgrade = plans.text(revision).flatMap(RevisionText::upgrade).orElse("");
        return TracedClass.of(report.trace(), revision.id(), upgrade).text();
    }

    List<Map<String, Object>> members() {
        return report.findings().stream().map(this::members).toList();
    }

    private Map<String, Object> members(Finding finding) {
        return JsonObject.of("rule", finding.rule())
                .and("severity", finding.severity().text())
                .and("message", finding.message())
                .and("revision", finding.statement().revision())
                .and("file", file(finding))
                .and("line", finding.line())
                .and("statement", finding.summary())
                .and("tables", finding.tables())
                .and("lock", finding.lock())
                .and("instead", finding.alternative().revisions())
                .and("advice", finding.alternative().advice())
                .map();
    }
}
