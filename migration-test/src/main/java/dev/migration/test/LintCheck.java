// SPDX-License-Identifier: Apache-2.0
package dev.migration.test;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import dev.migration.lint.Finding;
import dev.migration.lint.Severity;
import dev.migration.lint.check.Baseline;
import dev.migration.lint.check.RuleBook;
import dev.migration.lint.check.TableSizes;
import dev.migration.lint.run.LintOptions;
import dev.migration.lint.run.Linter;
import dev.migration.schema.replay.RevisionReplay;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A test for each revision: nothing in it is dangerous for an application that uses what the revisions before it created, or {@code
 * @allow} says why it is accepted. Each test applies the revisions before it again, so a long history is linted from a later
 * revision on.
 */
public interface LintCheck {

    /** The range of revisions that are linted, such as {@code abc123:heads}. */
    default String lintedRange() {
        return "base:heads";
    }

    /** Severities of rules that differ from their defaults. */
    default Map<String, Severity> severities() {
        return Map.of();
    }

    @TestFactory
    default Stream<DynamicTest> noRevisionIsDangerous(Migrations migrations) {
        LintOptions options = new LintOptions(new RuleBook(severities()), TableSizes.UNKNOWN, Baseline.EMPTY);
        List<String> linted = migrations.revisions().history(lintedRange()).stream()
                .map(revision -> revision.id())
                .toList();
        return linted.stream()
                .map(id -> DynamicTest.dynamicTest(
                        id, () -> require(id, migrations.compare(replay -> findings(replay, options, id)))));
    }

    private static List<Finding> findings(RevisionReplay replay, LintOptions options, String id) throws SQLException {
        return new Linter(replay, options).lint(List.of(id)).findings();
    }

    private static void require(String id, List<Finding> findings) {
        assertThat(findings.stream()
                        .filter(finding -> finding.severity().compareTo(Severity.WARNING) >= 0)
                        .map(LintCheck::text)
                        .collect(Collectors.joining("\n")))
                .as("what is dangerous in revision " + id)
                .isEmpty();
    }

    private static String text(Finding finding) {
        return finding.statement().source() + ":" + finding.line() + " " + finding.rule() + ": " + finding.message();
    }
}
