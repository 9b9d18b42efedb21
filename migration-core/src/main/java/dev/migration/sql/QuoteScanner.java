// SPDX-License-Identifier: Apache-2.0
package dev.migration.sql;

import java.util.function.BooleanSupplier;

/**
 * Reads quoted literals and quoted names (PostgreSQL manual, 4.1 "Lexical Structure"): {@code '…'}, {@code E'…'} with
 * backslashes, {@code "…"} and {@code $tag$…$tag$}.
 *
 * <p>A plain {@code '…'} honours backslashes when {@code standard_conforming_strings} is off. The supplier is called for
 * each literal with a backslash, because a script may change the setting. A literal that continues an {@code E'…'} on a later line honours
 * backslashes too.
 */
final class QuoteScanner {

    private final SqlCursor cursor;
    private final BooleanSupplier standardConformingStrings;
    private boolean continuesEscapes;

    QuoteScanner(SqlCursor cursor, BooleanSupplier standardConformingStrings) {
        this.cursor = cursor;
        this.standardConformingStrings = standardConformingStrings;
    }

    /** Reads a literal without a prefix. */
    Token.Kind plainLiteral() {
        boolean continues = continuesEscapes;
        return literal(() -> continues || !standardConformingStrings.getAsBoolean());
    }

    /** Reads the rest of a literal after its prefix; {@code N'…'} honours backslashes when {@code '…'} does. */
    Token.Kind literalAfter(int prefix) {
        continuesEscapes = prefix == 'e' || prefix == 'E';
        return switch (prefix) {
            case 'e', 'E' -> literal(() -> true);
            case 'n', 'N' -> literal(() -> !standardConformingStrings.getAsBoolean());
            case 'u', 'U' -> unicode();
            default -> literal(() -> false);
        };
    }

    /** The server refuses {@code U&'…'} if the setting is off: the supplier is asked, because it may execute what changes it. */
    private Token.Kind unicode() {
        boolean unused = standardConformingStrings.getAsBoolean();
        return literal(() -> false);
    }

    /** Ends the continuation of a literal: only comments and white space may stand between its parts. */
    void follow(Token token) {
        continuesEscapes &= token.kind() == Token.Kind.QUOTED || token.kind() == Token.Kind.LINE_COMMENT;
    }

    Token.Kind quotedName() {
        cursor.advance();
        while (cursor.peek() != SqlCursor.END) {
            boolean end = cursor.peek() == '"';
            cursor.advance();
            if (end && cursor.peek() != '"') {
                return Token.Kind.QUOTED;
            }
            if (end) {
                cursor.advance();
            }
        }
        return Token.Kind.UNTERMINATED;
    }

    /** Whether a dollar quote begins at the cursor. A dollar inside a name is part of the name. */
    boolean atDollarQuote() {
        return dollarTagLength() > 0;
    }

    Token.Kind dollarQuote() {
        StringBuilder tag = new StringBuilder();
        for (int left = dollarTagLength(); left > 0; left--) {
            tag.append((char) cursor.peek());
            cursor.advance();
        }
        return dollarBody(tag.toString());
    }

    private Token.Kind literal(BooleanSupplier backslashEscapes) {
        boolean asked = false;
        cursor.advance();
        while (cursor.peek() != SqlCursor.END) {
            if (cursor.peek() == '\\' && !asked) {
                asked = true;
                continuesEscapes = backslashEscapes.getAsBoolean();
            }
            if (continuesEscapes && cursor.peek() == '\\') {
                cursor.advance(2);
            } else if (cursor.lookingAt("''")) {
                cursor.advance(2);
            } else if (cursor.peek() == '\'') {
                cursor.advance();
                return Token.Kind.QUOTED;
            } else {
                cursor.advance();
            }
        }
        return Token.Kind.UNTERMINATED;
    }

    private Token.Kind dollarBody(String tag) {
        while (cursor.peek() != SqlCursor.END) {
            if (cursor.peek() == '$' && cursor.lookingAt(tag)) {
                cursor.advance(tag.length());
                return Token.Kind.QUOTED;
            }
            cursor.advance();
        }
        return Token.Kind.UNTERMINATED;
    }

    /** The length of {@code $tag$} at the cursor, or 0 if no dollar quote begins there. */
    private int dollarTagLength() {
        int index = 1;
        if (SqlCharacters.isWordStart(cursor.peek(index))) {
            while (SqlCharacters.isWordPart(cursor.peek(index)) && cursor.peek(index) != '$') {
                index++;
            }
        }
        return cursor.peek(index) == '$' ? index + 1 : 0;
    }
}
