package dev.migration.version;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

import dev.migration.revision.Revision;

/**
 * A revision that is applied, or was begun, as it was then.
 *
 * @param revision with the parents it had then; its dependencies are ids, labels were resolved
 * @param type what its script was
 * @param checksum the hash of its upgrade section's tokens; a Java revision, or one stamped without a script, has none
 * @param at when it was applied, by the database's clock
 * @param duration how long it took; zero when it was stamped
 * @param by who applied it
 * @param state how far it is
 */
public record AppliedRevision(
        Revision revision,
        Type type,
        Optional<String> checksum,
        Instant at,
        Duration duration,
        AppliedBy by,
        RevisionState state) {

    /** What a revision's script is. */
    public enum Type {
        SQL,
        JAVA,
        /** Something that a newer version of this library wrote. */
        OTHER;

        static Type of(String word) {
            return Arrays.stream(values())
                    .filter(type -> type.name().equals(word))
                    .findFirst()
                    .orElse(OTHER);
        }
    }

    public String id() {
        return revision.id();
    }
}
