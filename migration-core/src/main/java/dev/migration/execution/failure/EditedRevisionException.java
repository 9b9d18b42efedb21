package dev.migration.execution.failure;

import java.util.List;
import java.util.stream.Collectors;

import dev.migration.error.MigrationException;
import dev.migration.script.RevisionScript;

/** Scripts of applied revisions say something else than what was run. Nothing was run. */
public final class EditedRevisionException extends MigrationException {

    private final transient List<String> revisions;

    public EditedRevisionException(List<RevisionScript> edited, List<String> differences) {
        super(
                edited.stream()
                                .map(script -> script.revision().id() + " (" + script.source() + ")")
                                .collect(Collectors.joining(
                                        ", ", "The upgrade section was edited after the revision was applied: ", "."))
                        + String.join("", differences),
                "Restore the text that was applied, and put the change into a new revision. Comments and white space do not"
                        + " count.");
        this.revisions = edited.stream().map(script -> script.revision().id()).toList();
    }

    /** The ids of the edited revisions. */
    public List<String> revisions() {
        return revisions;
    }
}
