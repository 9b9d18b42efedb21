// SPDX-License-Identifier: Apache-2.0
package dev.migration.schema;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;

import org.jspecify.annotations.Nullable;

/** A difference between two databases in one object. */
public sealed interface SchemaDifference {

    SchemaObject object();

    /** Only the second database has the object. */
    record Added(SchemaObject object, SortedMap<String, String> facts) implements SchemaDifference {

        @Override
        public String toString() {
            return "+ " + object;
        }
    }

    /** Only the first database has the object. */
    record Removed(SchemaObject object, SortedMap<String, String> facts) implements SchemaDifference {

        @Override
        public String toString() {
            return "- " + object;
        }
    }

    /** Both have the object, with other facts. */
    record Changed(SchemaObject object, List<FactChange> changes) implements SchemaDifference {

        public Changed {
            changes = List.copyOf(changes);
        }

        @Override
        public String toString() {
            return "~ " + object + ": " + changes;
        }
    }

    /**
     * A fact that differs.
     *
     * @param fact the column of the catalog
     * @param from the value in the first database; null if it has none
     * @param to the value in the second database; null if it has none
     */
    record FactChange(
            String fact, @Nullable String from, @Nullable String to) {

        static FactChange of(String fact, Map<String, String> from, Map<String, String> to) {
            return new FactChange(fact, from.get(fact), to.get(fact));
        }

        @Override
        public String toString() {
            return fact + " " + shown(from) + " → " + shown(to);
        }

        private static String shown(@Nullable String value) {
            return value == null ? "(none)" : value;
        }
    }
}
