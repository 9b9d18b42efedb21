// SPDX-License-Identifier: Apache-2.0
package dev.migration.sql;

/** Classifies characters as PostgreSQL's scanner does (scan.l). The end of the input belongs to no class. */
final class SqlCharacters {

    private SqlCharacters() {}

    static boolean isWhiteSpace(int character) {
        return character == ' ' || (character >= '\t' && character <= '\r');
    }

    static boolean isDigit(int character) {
        return character >= '0' && character <= '9';
    }

    static boolean isWordStart(int character) {
        return (character >= 'a' && character <= 'z')
                || (character >= 'A' && character <= 'Z')
                || character == '_'
                || character >= 0x80;
    }

    static boolean isWordPart(int character) {
        return isWordStart(character) || isDigit(character) || character == '$';
    }
}
