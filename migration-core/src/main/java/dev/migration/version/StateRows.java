package dev.migration.version;

import java.util.ArrayList;
import java.util.List;

/**
 * The table of applied revisions as it was read.
 *
 * @param applied what counts as applied, the one applied last at the end
 * @param begun what was begun and does not count as applied
 * @param repeatables the repeatables, the one applied last at the end
 */
public record StateRows(
        List<AppliedRevision> applied, List<AppliedRevision> begun, List<AppliedRepeatable> repeatables) {

    public StateRows {
        applied = List.copyOf(applied);
        begun = List.copyOf(begun);
        repeatables = List.copyOf(repeatables);
    }

    /** Takes rows in the order in which they are read. */
    static final class Gathering {

        private final List<AppliedRevision> applied = new ArrayList<>();
        private final List<AppliedRevision> begun = new ArrayList<>();
        private final List<AppliedRepeatable> repeatables = new ArrayList<>();

        void add(AppliedRevision row) {
            (row.state().isApplied() ? applied : begun).add(row);
        }

        void add(AppliedRepeatable row) {
            repeatables.add(row);
        }

        StateRows all() {
            return new StateRows(applied, begun, repeatables);
        }
    }
}
