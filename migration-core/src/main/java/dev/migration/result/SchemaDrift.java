// SPDX-License-Identifier: Apache-2.0
package dev.migration.result;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How the schema of a database differs from what its last run left.
 *
 * @param basis what the schema was compared with
 * @param stored the revision that was applied last and when its run stored the schema; empty if nothing was compared
 * @param differences each object that differs, after {@code +} if it is new, {@code -} if it is gone, {@code ~} if it changed
 * @param reason why nothing was compared, in a sentence; empty if something was
 * @param state equal as long as neither the catalogs nor what the last run left change
 */
public record SchemaDrift(
        Basis basis, Optional<Stored> stored, List<String> differences, Optional<String> reason, String state) {

    /** What a schema is compared with. */
    public enum Basis {
        /** Nothing has touched the catalogs since the last run, so the schema is equal. */
        MARK,
        /** The fingerprint that the last run stored. */
        FINGERPRINT,
        /** Nothing. */
        NONE
    }

    /** What the last run stored. */
    public record Stored(String revision, Instant at) {}

    public SchemaDrift {
        differences = List.copyOf(differences);
    }

    /** Nothing was compared. */
    public static SchemaDrift unknown(String reason) {
        return new SchemaDrift(Basis.NONE, Optional.empty(), List.of(), Optional.of(reason), "");
    }

    /** Whether something was compared. */
    public boolean isKnown() {
        return basis != Basis.NONE;
    }
}
