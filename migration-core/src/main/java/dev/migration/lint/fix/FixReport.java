// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.fix;

import java.util.List;

import dev.migration.lint.Finding;
import dev.migration.lint.run.LintReport;

/**
 * What was fixed.
 *
 * @param scripts the scripts with their new texts
 * @param fixed the findings that the new texts do not have, with their lines in the old ones
 * @param left the findings that stay, with their lines in the old texts; those of the new texts alone, with their lines there
 * @param after the lint of the new texts
 */
public record FixReport(List<FixedScript> scripts, List<Finding> fixed, List<Left> left, LintReport after) {

    public FixReport {
        scripts = List.copyOf(scripts);
        fixed = List.copyOf(fixed);
        left = List.copyOf(left);
    }

    /**
     * A script.
     *
     * @param source the name of its file in messages
     * @param before its text as it was read
     * @param after its new text
     * @param divided whether it was one transaction, and its statements now run in several ones or outside of any
     */
    public record FixedScript(String source, String before, String after, boolean divided) {}

    /**
     * A finding without a fix.
     *
     * @param reason why, as the end of a sentence
     */
    public record Left(Finding finding, String reason) {}
}
