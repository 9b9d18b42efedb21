// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.lint;

import java.util.ArrayList;
import java.util.List;

import dev.migration.lint.Finding;
import dev.migration.lint.Severity;
import dev.migration.revision.Revision;

/** A report as JUnit XML: each revision is a test case, which fails for each warning and error. */
final class JunitFormat {

    private JunitFormat() {}

    static List<String> lines(LintText text) {
        List<String> lines = new ArrayList<>(List.of("<?xml version=\"1.0\" encoding=\"UTF-8\"?>"));
        List<Finding> alarms = text.report().findings().stream()
                .filter(finding -> finding.severity().compareTo(Severity.INFO) > 0)
                .toList();
        List<Revision> revisions = text.report().revisions();
        lines.add("<testsuite name=\"lint\" tests=\"" + revisions.size() + "\" failures=\"" + alarms.size() + "\">");
        revisions.forEach(revision -> addCase(
                revision.id(),
                alarms.stream()
                        .filter(finding -> finding.statement().revision().equals(revision.id()))
                        .toList(),
                text,
                lines));
        List<Finding> others = alarms.stream()
                .filter(finding -> revisions.stream()
                        .noneMatch(revision -> finding.statement().revision().equals(revision.id())))
                .toList();
        if (!others.isEmpty()) {
            addCase("scripts", others, text, lines);
        }
        lines.add("</testsuite>");
        return lines;
    }

    private static void addCase(String name, List<Finding> findings, LintText text, List<String> lines) {
        lines.add("  <testcase classname=\"lint\" name=\"" + escaped(name) + "\">");
        for (Finding finding : findings) {
            lines.add("    <failure type=\"" + finding.rule() + "\" message=\"" + escaped(finding.message()) + "\">"
                    + escaped(text.file(finding) + ":" + finding.line() + LintText.lock(finding)));
            LintText.alternative(finding).forEach(line -> lines.add(escaped(line)));
            lines.add("</failure>");
        }
        lines.add("  </testcase>");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replaceAll("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F]", "?")
                .replace("\n", "&#10;");
    }
}
