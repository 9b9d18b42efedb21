package dev.migration.version;

import java.util.List;

/**
 * What the table of applied revisions holds.
 *
 * @param revisions the applied revisions, the one applied last at the end
 * @param repeatables the repeatables, the one applied last at the end
 */
public record AppliedState(List<AppliedRevision> revisions, List<AppliedRepeatable> repeatables) {

    /** Nothing is applied. */
    public static final AppliedState EMPTY = new AppliedState(List.of(), List.of());

    public AppliedState {
        revisions = List.copyOf(revisions);
        repeatables = List.copyOf(repeatables);
    }
}
