// SPDX-License-Identifier: Apache-2.0
package dev.migration.version.table;

import java.util.ArrayList;
import java.util.List;

import dev.migration.version.AppliedRepeatable;
import dev.migration.version.AppliedRevision;

/**
 * The rows of the table of applied revisions.
 *
 * @param applied the revisions that count as applied, in the order in which they were applied
 * @param begun the revisions whose upgrade has begun and that do not count as applied
 * @param repeatables the applied repeatables, in the order in which they were applied
 * @param format the newest format of a row, see {@link TableFormat}
 */
public record StateRows(
        List<AppliedRevision> applied, List<AppliedRevision> begun, List<AppliedRepeatable> repeatables, int format) {

    public StateRows {
        applied = List.copyOf(applied);
        begun = List.copyOf(begun);
        repeatables = List.copyOf(repeatables);
    }

    /** Collects rows in the order in which they are read. */
    static final class Collector {

        private final List<AppliedRevision> applied = new ArrayList<>();
        private final List<AppliedRevision> begun = new ArrayList<>();
        private final List<AppliedRepeatable> repeatables = new ArrayList<>();
        private int format = TableFormat.MISSING;

        void format(int written) {
            format = Math.max(format, written);
        }

        void add(AppliedRevision row) {
            (row.state().isApplied() ? applied : begun).add(row);
        }

        void add(AppliedRepeatable row) {
            repeatables.add(row);
        }

        StateRows rows() {
            return new StateRows(applied, begun, repeatables, format);
        }
    }
}
