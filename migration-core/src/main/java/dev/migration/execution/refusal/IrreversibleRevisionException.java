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
                "Add the section, or downgrade no further than this: downgrade to " + revisions.get(0) + ".");
        this.revisions = List.copyOf(revisions);
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
