// SPDX-License-Identifier: Apache-2.0
package dev.migration.version.table;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import dev.migration.revision.Revision;
import dev.migration.version.AppliedRevision;

/**
 * The data that are recorded when a revision is applied.
 *
 * @param revision the revision
 * @param dependsOn its dependencies as ids
 * @param type the type of its script
 * @param checksum the hash of the tokens of its upgrade section
 * @param sql the text of its sections
 * @param duration its duration; empty means the time since the begin of the transaction
 */
public record AppliedScript(
        Revision revision,
        List<String> dependsOn,
        AppliedRevision.Type type,
        Optional<String> checksum,
        Sections sql,
        Optional<Duration> duration) {

    /** The upgrade section and the downgrade section. */
    public record Sections(Optional<StoredSql> upgrade, Optional<StoredSql> downgrade) {

        /** A revision without SQL. */
        public static final Sections NONE = new Sections(Optional.empty(), Optional.empty());
    }
}
