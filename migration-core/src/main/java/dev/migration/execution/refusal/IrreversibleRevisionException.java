package dev.migration.execution.refusal;

import java.util.List;

import dev.migration.error.MigrationException;

/** A downgrade would cross revisions without a downgrade section. Nothing was run. */
public final class IrreversibleRevisionException extends MigrationException {

    private final transient List<String> revisions;

    public IrreversibleRevisionException(List<String> revisions) {
        super(
                "There is no way back over " + String.join(", ", revisions)
                        + ": no '@downgrade' section, in the script or as stored when it was applied.",
                "Add the section, or go no lower than that: downgrade to " + revisions.get(0) + ".");
        this.revisions = List.copyOf(revisions);
    }

    /** The ids of the revisions that cannot be taken off. */
    public List<String> revisions() {
        return revisions;
    }
}
