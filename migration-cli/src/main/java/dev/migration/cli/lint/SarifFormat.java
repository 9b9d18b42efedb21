// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.lint;

import java.util.List;
import java.util.Map;

import dev.migration.cli.output.JsonObject;
import dev.migration.lint.Finding;
import dev.migration.lint.Severity;

/** A report as SARIF 2.1.0, which code scanning of GitHub and many editors read. */
final class SarifFormat {

    private SarifFormat() {}

    static Map<String, Object> of(LintText text) {
        List<Finding> findings = text.report().findings();
        Object driver = JsonObject.of("name", "migration")
                .and(
                        "rules",
                        findings.stream()
                                .map(Finding::rule)
                                .distinct()
                                .map(id -> Map.of("id", id))
                                .toList())
                .map();
        return JsonObject.of("$schema", "https://json.schemastore.org/sarif-2.1.0.json")
                .and("version", "2.1.0")
                .and(
                        "runs",
                        List.of(JsonObject.of("tool", Map.of("driver", driver))
                                .and(
                                        "results",
                                        findings.stream()
                                                .map(finding -> result(text, finding))
                                                .toList())
                                .map()))
                .map();
    }

    private static Object result(LintText text, Finding finding) {
        Object location = Map.of(
                "physicalLocation",
                JsonObject.of("artifactLocation", Map.of("uri", text.file(finding)))
                        .and("region", Map.of("startLine", finding.line()))
                        .map());
        String more = String.join("\n", LintText.alternative(finding));
        return JsonObject.of("ruleId", finding.rule())
                .and("level", level(finding.severity()))
                .and(
                        "message",
                        Map.of(
                                "text",
                                finding.message() + LintText.lock(finding) + (more.isEmpty() ? "" : "\n" + more)))
                .and("locations", List.of(location))
                .map();
    }

    private static String level(Severity severity) {
        return severity == Severity.INFO ? "note" : severity.text();
    }
}
