// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.refusal;

import dev.migration.error.MigrationException;
import dev.migration.result.ScriptDifference;

/** The done segments of an interrupted revision changed in its script. Nothing was run. */
public final class EditedInterruptedScriptException extends MigrationException {

    private static final int SHOWN_LINES = 40;

    private final transient ScriptDifference difference;
    private final int segments;

    /** @param difference restricted to the segments that are done */
    public EditedInterruptedScriptException(ScriptDifference difference, int segments) {
        super(
                "Revision " + difference.revision() + " is interrupted, with " + done(segments) + ", and "
                        + changed(difference),
                "Restore the text that was run, and change only the text after it. Or complete the rest by hand, or revert by hand"
                        + " what was done, and record which: resolve " + difference.revision()
                        + " --applied, or resolve "
                        + difference.revision() + " --rolled-back.");
        this.difference = difference;
        this.segments = segments;
    }

    private static String done(int segments) {
        return switch (segments) {
            case 0 -> "its first segment begun";
            case 1 -> "1 segment done";
            default -> segments + " segments done";
        };
    }

    private static String changed(ScriptDifference difference) {
        return difference.changes().isEmpty()
                ? "its script was edited since. What was run was too large to be stored, so that the texts cannot be compared."
                : "the begin of its script differs from them now. The lines with - were run:" + System.lineSeparator()
                        + difference.text(SHOWN_LINES);
    }

    /** The id of the revision. */
    public String revision() {
        return difference.revision();
    }

    /** The number of its segments that are done. */
    public int segments() {
        return segments;
    }

    /** The difference between the text that was run and the current text. */
    public ScriptDifference difference() {
        return difference;
    }
}
