// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.lint;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.migration.cli.output.JsonObject;
import dev.migration.lint.Finding;

/** A report as GitLab code quality. */
final class GitlabFormat {

    private GitlabFormat() {}

    static List<Map<String, Object>> of(LintText text) {
        return text.report().findings().stream()
                .map(finding -> issue(text, finding))
                .toList();
    }

    private static Map<String, Object> issue(LintText text, Finding finding) {
        String file = text.file(finding);
        String identity = finding.rule() + file + finding.sql() + finding.message();
        return JsonObject.of("description", finding.message() + LintText.lock(finding))
                .and("check_name", finding.rule())
                .and(
                        "fingerprint",
                        UUID.nameUUIDFromBytes(identity.getBytes(StandardCharsets.UTF_8))
                                .toString())
                .and("severity", severity(finding))
                .and(
                        "location",
                        JsonObject.of("path", file)
                                .and("lines", Map.of("begin", finding.line()))
                                .map())
                .map();
    }

    private static String severity(Finding finding) {
        return switch (finding.severity()) {
            case ERROR -> "critical";
            case WARNING -> "major";
            default -> "info";
        };
    }
}
