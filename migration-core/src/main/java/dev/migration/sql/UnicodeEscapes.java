// SPDX-License-Identifier: Apache-2.0
package dev.migration.sql;

/** Replaces the escapes of a name such as {@code U&"d\u005c0061t"} (PostgreSQL manual, 4.1.2.3). */
final class UnicodeEscapes {

    private UnicodeEscapes() {}

    static String replaceIn(String name, char escape) {
        StringBuilder text = new StringBuilder();
        int index = 0;
        while (index < name.length()) {
            boolean escaped = name.charAt(index) == escape && index + 1 < name.length();
            if (!escaped) {
                text.append(name.charAt(index++));
            } else if (name.charAt(index + 1) == escape) {
                text.append(escape);
                index += 2;
            } else {
                int start = index + (name.charAt(index + 1) == '+' ? 2 : 1);
                int end = Math.min(name.length(), start + (start - index == 2 ? 6 : 4));
                append(name.substring(start, end), text);
                index = end;
            }
        }
        return text.toString();
    }

    private static void append(String hexadecimal, StringBuilder text) {
        try {
            int character = Integer.parseInt(hexadecimal, 16);
            text.append(character == '"' ? "\"\"" : Character.toString(character));
        } catch (IllegalArgumentException invalid) {
            // The server refuses the statement.
            text.append(hexadecimal);
        }
    }
}
