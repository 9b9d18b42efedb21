// SPDX-License-Identifier: Apache-2.0
package dev.migration.schema.replay;

import java.util.List;
import java.util.Map;

import dev.migration.schema.rows.RowGenerator;

/**
 * The rows with which revisions are checked: a downgrade that loses rows is seen only if there are any.
 *
 * @param after SQL that inserts rows, by the id of the revision after which it runs
 * @param generated whether tables that are empty get generated rows
 */
public record SeedRows(Map<String, String> after, boolean generated) {

    /** Generated rows only. */
    public static final SeedRows GENERATED = new SeedRows(Map.of(), true);

    /** No rows but those that revisions insert. */
    public static final SeedRows NONE = new SeedRows(Map.of(), false);

    public SeedRows {
        after = Map.copyOf(after);
    }

    /** What generates the rows, one after the other until an upgrade accepts them. */
    List<RowGenerator> generators() {
        return generated
                ? List.of(RowGenerator.SEVERAL, RowGenerator.ONE, RowGenerator.NONE)
                : List.of(RowGenerator.NONE);
    }
}
