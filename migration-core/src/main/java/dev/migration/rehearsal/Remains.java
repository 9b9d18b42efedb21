// SPDX-License-Identifier: Apache-2.0
package dev.migration.rehearsal;

import java.util.List;

/**
 * What no rollback undoes.
 *
 * @param wal bytes of WAL that the server wrote during the rehearsal, its other sessions included
 * @param sequences sequences that the rehearsal used and whose value has changed meanwhile
 * @param deadRows tables that existed before, in which rows were written that nobody sees; VACUUM removes them
 * @param transaction the id of the transaction, which is used up
 * @param counted whether sequences and rows are known; a rehearsal that is cancelled ends at once, without counting
 */
public record Remains(
        long wal, List<AdvancedSequence> sequences, List<DeadRows> deadRows, String transaction, boolean counted) {

    static final Remains NOTHING = new Remains(0, List.of(), List.of(), "", true);

    public Remains {
        sequences = List.copyOf(sequences);
        deadRows = List.copyOf(deadRows);
    }

    /**
     * A sequence that did not go back.
     *
     * @param before its last value; empty if it was not used before
     */
    public record AdvancedSequence(String name, String before, String after) {}

    /** The dead rows of a table. */
    public record DeadRows(String table, long rows) {}
}
