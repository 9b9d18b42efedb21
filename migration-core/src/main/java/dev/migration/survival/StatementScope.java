// SPDX-License-Identifier: Apache-2.0
package dev.migration.survival;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import dev.migration.sql.SqlInput;
import dev.migration.sql.SqlLexer;
import dev.migration.sql.Token;

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
        String first = firstToken(text);
        if (PREPARED.contains(first)) {
            return isOfCatalogs(text) ? Optional.of("about the catalogs only") : Optional.empty();
        }
        return Optional.of(
                UTILITY_OF_DRIVERS.contains(first)
                        ? "transaction control and settings"
                        : "utility statements, which no PREPARE takes (" + first.toUpperCase(Locale.ROOT) + ")");
    }

    /** In lower case; a query may begin with a parenthesis. */
    private static String firstToken(String text) {
        SqlLexer lexer = new SqlLexer(SqlInput.of(text));
        Token token = lexer.next();
        while (token.kind() != Token.Kind.END && !token.isSignificant()) {
            token = lexer.next();
        }
        return token.text().toLowerCase(Locale.ROOT);
    }

    /** Those of drivers, monitors and this library; they say nothing about the application. */
    private static boolean isOfCatalogs(String text) {
        return text.contains("OPERATOR(pg_catalog.");
    }
}
