package dev.migration.version;

import java.util.List;

/**
 * The table of applied revisions as it was read.
 *
 * @param applied what counts as applied, the one applied last at the end
 * @param begun what was begun and does not count as applied
 */
public record StateRows(List<AppliedRevision> applied, List<AppliedRevision> begun) {

    public StateRows {
        applied = List.copyOf(applied);
        begun = List.copyOf(begun);
    }

    static StateRows of(List<AppliedRevision> rows) {
        return new StateRows(
                rows.stream().filter(row -> row.stage().isApplied()).toList(),
                rows.stream().filter(row -> !row.stage().isApplied()).toList());
    }
}
