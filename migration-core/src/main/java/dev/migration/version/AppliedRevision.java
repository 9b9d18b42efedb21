// SPDX-License-Identifier: Apache-2.0
package dev.migration.version;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import dev.migration.revision.Revision;

/**
 * A revision that is applied or begun, as it was at that time.
 *
 * @param revision with the parents that it had; its dependencies are ids, not labels
 * @param type the type of its script
 * @param checksum the hash of the tokens of its upgrade section; empty for a Java revision and for one that was stamped without a
 *     script
 * @param at when it was applied, by the clock of the database
 * @param duration the duration of its upgrade; zero if it was stamped
 * @param by the user, host and application that applied it
 * @param state its state and the number of segments that are done
 */
public record AppliedRevision(
        Revision revision,
        Type type,
        Optional<String> checksum,
        Instant at,
        Duration duration,
        AppliedBy by,
        RevisionState state) {

    /** The type of a script. */
    public enum Type {
        SQL,
        JAVA,
        /** A type of a newer version of this library. */
        OTHER;

        private static final List<Type> ALL = List.of(values());

        public static Type of(String word) {
            for (Type type : ALL) {
                if (type.name().equals(word)) {
                    return type;
                }
            }
            return OTHER;
        }
    }

    public String id() {
        return revision.id();
    }
}
