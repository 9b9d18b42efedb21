// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.status;

import java.time.Instant;
import java.util.Optional;

import dev.migration.result.SchemaDrift;

/**
 * What the last look for drift found.
 *
 * @param drift the last result; empty if no look has succeeded
 * @param at when the application looked last, by its clock
 * @param failure why the last look failed; empty if it succeeded
 */
public record DriftLook(Optional<SchemaDrift> drift, Instant at, Optional<FailureSummary> failure) {

    /** Whether the schema could be compared. */
    public boolean isKnown() {
        return drift.filter(SchemaDrift::isKnown).isPresent();
    }

    /** How many objects differ; 0 if this is not known. */
    public int objects() {
        return drift.map(result -> result.differences().size()).orElse(0);
    }

    /** The revision that was applied last; an empty text if nothing was compared. */
    public String revision() {
        return drift.flatMap(SchemaDrift::stored)
                .map(SchemaDrift.Stored::revision)
                .orElse("");
    }
}
