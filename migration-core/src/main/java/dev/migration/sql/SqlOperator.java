// SPDX-License-Identifier: Apache-2.0
package dev.migration.sql;

/**
 * Finds the end of an operator (PostgreSQL manual, 4.1.3 "Operators"): a comment ends it, and its last character is a
 * plus or a minus only if one of its characters is special. So {@code =-1} is {@code =} and {@code -1}, with or without
 * a space.
 */
final class SqlOperator {

    private static final String SPECIAL = "~!@#^&|`?%";
    private static final String CHARACTERS = SPECIAL + "+-*/<>=";

    private SqlOperator() {}

    static boolean begins(int character) {
        return CHARACTERS.indexOf(character) >= 0;
    }

    /** The length of the operator at the cursor. */
    static int length(SqlCursor cursor) {
        int length = 0;
        boolean special = false;
        for (; begins(cursor.peek(length)) && !isComment(cursor, length); length++) {
            special |= SPECIAL.indexOf(cursor.peek(length)) >= 0;
        }
        while (length > 1 && !special && isSign(cursor.peek(length - 1))) {
            length--;
        }
        return length;
    }

    private static boolean isComment(SqlCursor cursor, int ahead) {
        int first = cursor.peek(ahead);
        int second = cursor.peek(ahead + 1);
        return (first == '-' && second == '-') || (first == '/' && second == '*');
    }

    private static boolean isSign(int character) {
        return character == '+' || character == '-';
    }
}
