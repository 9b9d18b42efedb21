package dev.migration.version;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import dev.migration.revision.Revision;

/**
 * What is written down about a revision that becomes applied.
 *
 * @param revision the revision
 * @param dependsOn its dependencies as ids
 * @param type what its script is
 * @param checksum the hash of its upgrade section's tokens
 * @param sql the text of its sections
 * @param duration how long it took; empty means as long as the transaction has been open
 */
public record AppliedScript(
        Revision revision,
        List<String> dependsOn,
        AppliedRevision.Type type,
        Optional<String> checksum,
        Sections sql,
        Optional<Duration> duration) {

    /** The SQL that was run and the SQL that takes it back. */
    public record Sections(Optional<StoredSql> upgrade, Optional<StoredSql> downgrade) {

        /** A revision without SQL of its own. */
        public static final Sections NONE = new Sections(Optional.empty(), Optional.empty());
    }
}
