// SPDX-License-Identifier: Apache-2.0
package dev.migration.schema.replay;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.migration.error.MigrationException;
import dev.migration.schema.rows.GeneratedRows;

/**
 * A revision that was applied, reverted and applied again.
 *
 * @param revision its id
 * @param isReversible false if it has no downgrade; then it was only applied
 * @param findings empty if each step left what it should leave
 * @param rows with which rows that was
 */
public record RoundTrip(String revision, boolean isReversible, List<RoundTripFinding> findings, Rows rows) {

    public RoundTrip {
        findings = List.copyOf(findings);
    }

    /**
     * The generated rows.
     *
     * @param generated how many there were
     * @param refused why a table that was empty got none, by its name
     * @param failure why the upgrade was run without generated rows: it fails with them
     */
    public record Rows(int generated, Map<String, String> refused, Optional<String> failure) {

        static final Rows NONE = new Rows(0, Map.of(), Optional.empty());

        public Rows {
            refused = Map.copyOf(refused);
        }

        /** @param failure of the upgrade with other rows */
        static Rows of(GeneratedRows rows, Optional<MigrationException> failure) {
            int generated =
                    rows.rows().values().stream().mapToInt(Integer::intValue).sum();
            return new Rows(
                    generated,
                    rows.refused(),
                    generated > 0 ? Optional.empty() : failure.map(MigrationException::problem));
        }
    }

    /** Whether the downgrade loses rows. */
    public boolean losesRows() {
        return findings.stream().anyMatch(RoundTripFinding.Rows.class::isInstance);
    }
}
