// SPDX-License-Identifier: Apache-2.0
package dev.migration.sql;

import java.util.Locale;
import java.util.Set;

/**
 * Tracks where a statement ends, as psql does (psqlscan.l): at a semicolon outside parentheses and outside the
 * {@code BEGIN ATOMIC … END} body of a function or procedure. Also tracks whether the data of a
 * {@code COPY … FROM STDIN} follow.
 */
final class StatementTracker {

    private static final Set<String> ROUTINE_PREFIX = Set.of("create", "or", "replace");
    private static final Set<String> ROUTINES = Set.of("function", "procedure");

    private Copy copy = Copy.UNKNOWN;
    private boolean prefixOfRoutine = true;
    private boolean routine;
    private int words;
    private int parentheses;
    private int bodies;

    /** How far a COPY is read: its source is the token after the first FROM outside parentheses. */
    private enum Copy {
        UNKNOWN,
        BEGUN,
        SOURCE,
        FROM_CLIENT,
        OTHER
    }

    void accept(Token token) {
        if (token.isSignificant() && parentheses == 0) {
            trackCopy(token);
        }
        switch (token.kind()) {
            case WORD -> word(token.text().toLowerCase(Locale.ROOT));
            case SYMBOL -> parenthesis(token.text());
            case QUOTED -> words++;
            default -> {}
        }
    }

    /** Whether a semicolon here ends the statement. */
    boolean isAtTopLevel() {
        return parentheses == 0 && bodies == 0;
    }

    /** Whether the statement so far is a {@code COPY} that reads the following lines. */
    boolean expectsCopyData() {
        return copy == Copy.FROM_CLIENT;
    }

    private void word(String word) {
        if (parentheses == 0) {
            trackBody(word);
        }
        words++;
    }

    /** The server accepts STDOUT in the place of STDIN (gram.y, copy_file_name). */
    private void trackCopy(Token token) {
        String word = token.kind() == Token.Kind.WORD ? token.text().toLowerCase(Locale.ROOT) : "";
        copy = switch (copy) {
            case UNKNOWN -> word.equals("copy") ? Copy.BEGUN : Copy.OTHER;
            case BEGUN -> word.equals("from") ? Copy.SOURCE : word.equals("to") ? Copy.OTHER : Copy.BEGUN;
            case SOURCE -> word.equals("stdin") || word.equals("stdout") ? Copy.FROM_CLIENT : Copy.OTHER;
            case FROM_CLIENT, OTHER -> copy;
        };
    }

    private void trackBody(String word) {
        if (routine) {
            trackDepth(word);
        } else if (prefixOfRoutine && ROUTINES.contains(word) && words > 0) {
            routine = true;
        } else {
            prefixOfRoutine &= ROUTINE_PREFIX.contains(word) && (words > 0 || word.equals("create"));
        }
    }

    private void trackDepth(String word) {
        switch (word) {
            case "begin" -> bodies++;
            case "case" -> bodies += bodies > 0 ? 1 : 0;
            case "end" -> bodies -= bodies > 0 ? 1 : 0;
            default -> {}
        }
    }

    private void parenthesis(String symbol) {
        if (symbol.equals("(")) {
            parentheses++;
        } else if (symbol.equals(")") && parentheses > 0) {
            parentheses--;
        }
    }
}
