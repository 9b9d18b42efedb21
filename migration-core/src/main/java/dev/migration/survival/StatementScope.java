// SPDX-License-Identifier: Apache-2.0
package dev.migration.survival;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import dev.migration.sql.StatementWords;

/** Which recorded statements can be prepared, so that something can be said about them. */
final class StatementScope {

    private static final Set<String> PREPARED =
            Set.of("select", "insert", "update", "delete", "merge", "values", "with", "(", "table");

    private static final Set<String> UTILITY_OF_DRIVERS = Set.of(
            "begin",
            "commit",
            "rollback",
            "savepoint",
            "release",
            "set",
            "show",
            "start",
            "end",
            "reset",
            "deallocate");

    private StatementScope() {}

    /** Why nothing can be said about a statement; empty if it can be prepared. */
    static Optional<String> reason(String text) {
        if (text.isBlank()) {
            return Optional.of("without a text");
        }
        List<String> words = StatementWords.of(text);
        String first = words.isEmpty() ? "(" : words.get(0);
        if (PREPARED.contains(first)) {
            return isOfCatalogs(text) ? Optional.of("about the catalogs only") : Optional.empty();
        }
        return Optional.of(
                UTILITY_OF_DRIVERS.contains(first)
                        ? "transaction control and settings"
                        : "utility statements, which no PREPARE takes (" + first.toUpperCase(Locale.ROOT) + ")");
    }

    /** Those of drivers, monitors and this library; they say nothing about the application. */
    private static boolean isOfCatalogs(String text) {
        return text.contains("OPERATOR(pg_catalog.");
    }
}
