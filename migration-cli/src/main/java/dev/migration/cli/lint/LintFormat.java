// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.lint;

import java.util.List;

import dev.migration.cli.output.JsonObject;
import dev.migration.cli.output.JsonText;

/** The formats of a report; the names are those of the option. */
enum LintFormat {
    text {
        @Override
        List<String> lines(LintText report) {
            return report.lines();
        }
    },
    json {
        @Override
        List<String> lines(LintText report) {
            return JsonText.of(JsonObject.of("revisions", report.revisions())
                            .and("findings", report.members())
                            .map())
                    .lines()
                    .toList();
        }
    },
    sarif {
        @Override
        List<String> lines(LintText report) {
            return JsonText.of(SarifFormat.of(report)).lines().toList();
        }
    },
    github {
        @Override
        List<String> lines(LintText report) {
            return GithubFormat.lines(report);
        }
    },
    gitlab {
        @Override
        List<String> lines(LintText report) {
            return JsonText.of(GitlabFormat.of(report)).lines().toList();
        }
    },
    junit {
        @Override
        List<String> lines(LintText report) {
            return JunitFormat.lines(report);
        }
    },
    markdown {
        @Override
        List<String> lines(LintText report) {
            return MarkdownFormat.lines(report);
        }
    };

    abstract List<String> lines(LintText report);
}
