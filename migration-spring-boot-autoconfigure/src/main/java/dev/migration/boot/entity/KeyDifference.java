// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.entity;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.hibernate.mapping.Table;
import org.jspecify.annotations.Nullable;

import dev.migration.schema.SchemaDifference;

/**
 * A key of a table that differs.
 *
 * @param elements the columns of the elements of a set
 * @param all those and the columns that refer to its owner
 */
record KeyDifference(Table table, Set<String> elements, Set<String> all) {

    private static final String DEFINITION = "definition";

    private static final Pattern KEY =
            Pattern.compile("(PRIMARY KEY|UNIQUE|CREATE UNIQUE INDEX \\S+ ON \\S+ USING btree) \\(([^()]*)\\)");

    /** Whether all columns together are unique. */
    boolean isUnique(SchemaDifference difference) {
        return difference instanceof SchemaDifference.Added added
                && MappedTable.contains(table, added.object())
                && isKey(added.facts(), all)
                && !added.facts().getOrDefault(DEFINITION, "").startsWith("PRIMARY");
    }

    /** Whether the primary key has lost the columns of the owner, or the key of the elements beside it is gone. */
    boolean isMatched(SchemaDifference difference) {
        if (!MappedTable.contains(table, difference.object())) {
            return false;
        }
        if (difference instanceof SchemaDifference.Removed removed) {
            return isKey(removed.facts(), elements);
        }
        return difference instanceof SchemaDifference.Changed changed
                && changed.changes().stream()
                        .anyMatch(change -> change.fact().equals(DEFINITION)
                                && isKey(change.from(), all)
                                && isKey(change.to(), elements));
    }

    private static boolean isKey(Map<String, String> facts, Set<String> columns) {
        return isKey(facts.get(DEFINITION), columns);
    }

    private static boolean isKey(@Nullable String definition, Set<String> columns) {
        Matcher key = KEY.matcher(definition == null ? "" : definition.replace("\"", ""));
        return key.matches() && new TreeSet<>(Arrays.asList(key.group(2).split(", "))).equals(columns);
    }
}
