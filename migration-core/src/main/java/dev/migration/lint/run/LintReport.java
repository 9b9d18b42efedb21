// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.run;

import java.util.List;
import java.util.function.Function;

import dev.migration.lint.Finding;
import dev.migration.lint.Severity;
import dev.migration.revision.Revision;
import dev.migration.trace.StatementTrace;

/**
 * The result of a lint.
 *
 * @param revisions the revisions that were traced, in order
 * @param onEmptyDatabase whether nothing was applied before them, so that every table counts as new
 * @param findings those that count, in the order of the statements
 * @param allowed those that an {@code @allow} accepts
 * @param known those in the baseline
 * @param trace what the statements of the revisions did
 */
public record LintReport(
        List<Revision> revisions,
        boolean onEmptyDatabase,
        List<Finding> findings,
        List<Finding> allowed,
        List<Finding> known,
        List<StatementTrace> trace) {

    public LintReport {
        revisions = List.copyOf(revisions);
        findings = List.copyOf(findings);
        allowed = List.copyOf(allowed);
        known = List.copyOf(known);
        trace = List.copyOf(trace);
    }

    /** How many findings have this severity. */
    public long count(Severity severity) {
        return findings.stream()
                .filter(finding -> finding.severity() == severity)
                .count();
    }

    /** Whether a finding has at least this severity. */
    public boolean reaches(Severity severity) {
        return findings.stream().anyMatch(finding -> finding.severity().compareTo(severity) >= 0);
    }

    /** The reports of several lints as one. */
    public static LintReport together(List<LintReport> reports) {
        return new LintReport(
                all(reports, LintReport::revisions),
                false,
                all(reports, LintReport::findings),
                all(reports, LintReport::allowed),
                all(reports, LintReport::known),
                all(reports, LintReport::trace));
    }

    private static <T> List<T> all(List<LintReport> reports, Function<LintReport, List<T>> part) {
        return reports.stream().flatMap(report -> part.apply(report).stream()).toList();
    }
}
