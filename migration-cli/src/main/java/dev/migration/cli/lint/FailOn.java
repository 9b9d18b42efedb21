// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.lint;

import dev.migration.lint.Severity;
import dev.migration.lint.run.LintReport;

/** From which severity on a finding is a failure; the names are those of the option. */
enum FailOn {
    error,
    warning,
    info,
    never;

    boolean fails(LintReport report) {
        return switch (this) {
            case error -> report.reaches(Severity.ERROR);
            case warning -> report.reaches(Severity.WARNING);
            case info -> report.reaches(Severity.INFO);
            case never -> false;
        };
    }
}
