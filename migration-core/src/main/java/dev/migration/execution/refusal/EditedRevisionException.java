// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.refusal;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import dev.migration.error.MigrationException;
import dev.migration.result.ScriptDifference;

/** The scripts of applied revisions differ from the applied text. Nothing was run. */
public final class EditedRevisionException extends MigrationException {

    private static final int SHOWN_LINES = 40;
    private static final int SHOWN_SCRIPTS = 10;

    private final transient List<ScriptDifference> differences;

    /**
     * @param isLast whether the only edited revision is the one that was applied last and has a downgrade, so that it can be applied
     *     again
     */
    public EditedRevisionException(List<ScriptDifference> differences, boolean isLast) {
        super(
                problem(differences),
                (isLast
                                ? "If this database can lose what the revision created, apply it again: downgrade -1, then upgrade."
                                        + " Otherwise restore"
                                : "Restore")
                        + " the applied text, and put the change into a new revision. Comments and white space do not"
                        + " count. To continue without running the change, record it as applied: accept "
                        + differences.stream().map(ScriptDifference::revision).collect(Collectors.joining(" "))
                        + "; or set migration.on-edited=warn.");
        this.differences = List.copyOf(differences);
    }

    /** The ids of the edited revisions. */
    public List<String> revisions() {
        return differences.stream().map(ScriptDifference::revision).toList();
    }

    @Override
    public Map<String, Object> facts() {
        return Map.of("revisions", revisions());
    }

    /** The complete differences between the applied and the current text. */
    public List<ScriptDifference> differences() {
        return differences;
    }

    private static String problem(List<ScriptDifference> differences) {
        int shown = Math.min(SHOWN_SCRIPTS, differences.size());
        return differences.stream()
                        .map(script -> script.revision() + " (" + script.source() + ")")
                        .collect(Collectors.joining(
                                ", ", "The upgrade section was edited after the revision was applied: ", "."))
                + " The lines with - were applied, those with + are in the script now:"
                + System.lineSeparator()
                + differences.stream()
                        .limit(shown)
                        .map(difference -> difference.text(SHOWN_LINES / shown))
                        .collect(Collectors.joining(System.lineSeparator()))
                + (differences.size() > shown
                        ? System.lineSeparator() + "  … and " + (differences.size() - shown) + " more scripts"
                        : "");
    }
}
