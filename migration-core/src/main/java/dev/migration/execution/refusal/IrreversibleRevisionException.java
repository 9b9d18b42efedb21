// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.refusal;

import java.util.List;
import java.util.Map;

import dev.migration.error.MigrationException;

/** A downgrade includes revisions without a downgrade section. Nothing was run. */
public final class IrreversibleRevisionException extends MigrationException {

    private final transient List<String> revisions;

    public IrreversibleRevisionException(List<String> revisions) {
        super(
                "Cannot revert " + String.join(", ", revisions)
                        + ": no '@downgrade' section, in the script or as stored when it was applied.",
                "Add the section (in Java: implement ReversibleJavaRevision), or downgrade no further: downgrade "
                        + revisions.get(0) + ".");
        this.revisions = List.copyOf(revisions);
    }

    private IrreversibleRevisionException(List<String> revisions, String problem, String remedy) {
        super(problem, remedy);
        this.revisions = List.copyOf(revisions);
    }

    /** Their sections were too large to be stored, and their scripts are missing or were edited since. */
    public static IrreversibleRevisionException omitted(List<String> revisions) {
        return new IrreversibleRevisionException(
                revisions,
                "Cannot revert " + String.join(", ", revisions)
                        + ": the '@downgrade' section was too large to be stored when it was applied, and the script is missing or was"
                        + " edited since.",
                "Restore the script as it was applied, then start again. Or downgrade no further: downgrade "
                        + revisions.get(0) + ".");
    }

    /** The ids of the revisions that cannot be reverted. */
    public List<String> revisions() {
        return revisions;
    }

    @Override
    public Map<String, Object> facts() {
        return Map.of("revisions", revisions());
    }
}
