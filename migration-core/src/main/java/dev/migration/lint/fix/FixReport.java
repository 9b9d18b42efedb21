// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.fix;

import java.util.List;

import dev.migration.lint.Finding;
import dev.migration.lint.run.LintReport;

/**
 * What was fixed.
 *
 * @param scripts the scripts with their new texts
 * @param fixed the findings that the new texts do not have
 * @param left the findings that stay
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
     */
    public record FixedScript(String source, String before, String after) {}

    /**
     * A finding without a fix.
     *
     * @param reason why, as the end of a sentence
     */
    public record Left(Finding finding, String reason) {}
}
