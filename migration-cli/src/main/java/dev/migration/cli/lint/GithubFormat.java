// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.lint;

import java.util.List;

import dev.migration.lint.Finding;
import dev.migration.lint.Severity;

/** A report as commands of GitHub Actions, which become annotations of a pull request. */
final class GithubFormat {

    private GithubFormat() {}

    static List<String> lines(LintText text) {
        return text.report().findings().stream()
                .map(finding -> line(text, finding))
                .toList();
    }

    private static String line(LintText text, Finding finding) {
        String level = finding.severity() == Severity.INFO
                ? "notice"
                : finding.severity().text();
        String more = String.join("\n", LintText.alternative(finding));
        return "::" + level + " file=" + property(text.file(finding)) + ",line=" + finding.line() + ",title="
                + property(finding.rule()) + "::"
                + data(finding.message() + LintText.lock(finding) + (more.isEmpty() ? "" : "\n" + more));
    }

    private static String data(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }
}
