// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.lint;

import java.util.ArrayList;
import java.util.List;

import dev.migration.lint.Finding;
import dev.migration.lint.Severity;
import dev.migration.revision.Revision;

/**
 * A report for the comment of a pull request: the revisions with their classes, locks and SQL, then the findings with the SQL to write
 * instead.
 */
final class MarkdownFormat {

    private MarkdownFormat() {}

    static List<String> lines(LintText text) {
        List<String> lines = new ArrayList<>(
                List.of("### Revisions", "", "| revision | message | class | locks |", "|---|---|---|---|"));
        for (Revision revision : text.report().revisions()) {
            lines.add("| `" + revision.id() + "` | " + cell(revision.message()) + " | " + text.changeClass(revision)
                    + " | " + cell(text.plans().locks(revision)) + " |");
        }
        text.report().revisions().forEach(revision -> addDetails(revision, text, lines));
        lines.addAll(List.of("", text.summary()));
        for (Finding finding : text.report().findings()) {
            if (finding.severity().compareTo(Severity.INFO) > 0) {
                add(finding, text, lines);
            }
        }
        return lines;
    }

    /** The empty lines let GitHub and GitLab read Markdown inside the element. */
    private static void addDetails(Revision revision, LintText text, List<String> lines) {
        text.plans().text(revision).ifPresent(script -> {
            lines.addAll(List.of(
                    "",
                    "<details><summary><code>" + revision.id() + "</code> "
                            + cell(text.names().of(script.source())) + "</summary>",
                    ""));
            addSql(script.upgrade().map(String::strip).orElse("-- a Java revision"), lines);
            script.downgrade().ifPresent(sql -> {
                lines.addAll(List.of("", "Downgrade:", ""));
                addSql(sql.strip(), lines);
            });
            lines.addAll(List.of("", "</details>"));
        });
    }

    private static void add(Finding finding, LintText text, List<String> lines) {
        lines.addAll(List.of(
                "",
                "#### " + finding.severity().text() + " `" + finding.rule() + "`, " + cell(text.file(finding)) + ":"
                        + finding.line(),
                "",
                cell(finding.message() + LintText.lock(finding)),
                ""));
        addSql(finding.summary(), lines);
        int number = 0;
        for (String revision : finding.alternative().revisions()) {
            number++;
            lines.addAll(List.of(
                    "",
                    "Instead" + (finding.alternative().revisions().size() == 1 ? ":" : ", revision " + number + ":"),
                    ""));
            addSql(revision, lines);
        }
        if (!finding.alternative().advice().isEmpty()) {
            lines.addAll(List.of("", cell(finding.alternative().advice())));
        }
    }

    private static void addSql(String sql, List<String> lines) {
        String fence = "````";
        while (sql.contains(fence)) {
            fence += "`";
        }
        lines.add(fence + "sql");
        lines.addAll(sql.lines().toList());
        lines.add(fence);
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("<", "&lt;").replaceAll("\\s+", " ");
    }
}
