// SPDX-License-Identifier: Apache-2.0
package dev.migration.schema.replay;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

import dev.migration.schema.SchemaDifference;
import dev.migration.schema.rows.RowLoss;

/**
 * What an upgrade from a released state leaves.
 *
 * @param release what the released state is called
 * @param failure why the upgrade failed; then there is nothing else
 * @param differences from a fresh install to the upgraded database
 * @param rows what the tables that both states have lost or changed
 * @param dropped how many rows each table had that the upgrade drops
 * @param generated the rows in the released state
 */
public record ReleaseUpgrade(
        String release,
        Optional<String> failure,
        List<SchemaDifference> differences,
        List<RowLoss> rows,
        SortedMap<String, Integer> dropped,
        RoundTrip.Rows generated) {

    public ReleaseUpgrade {
        differences = List.copyOf(differences);
        rows = List.copyOf(rows);
    }

    /** Whether the upgrade succeeds, leaves the schema of a fresh install, and keeps all rows. An upgrade may change values. */
    public boolean isSound() {
        return failure.isEmpty() && differences.isEmpty() && rows.stream().noneMatch(loss -> loss.missing() > 0);
    }

    /** The refused tables, with the reasons. */
    public Map<String, String> refused() {
        return generated.refused();
    }
}
