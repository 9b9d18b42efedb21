// SPDX-License-Identifier: Apache-2.0
package dev.migration.error;

import java.util.Locale;

/**
 * Texts of databases, scripts and servers in a form that a terminal, a log and a page can show. Such a text can move the cursor of a
 * terminal, hide a part of a line, or have megabytes.
 */
public final class PrintableText {

    /** The longest message that is shown, in characters. */
    public static final int LONGEST_MESSAGE = 4_000;

    private PrintableText() {}

    /**
     * Writes control characters, and those that change the direction of the text around them, as {@code \}{@code u001B}. Tabs and
     * line ends stay. In JSON, the result has the same meaning as the text.
     */
    public static String of(String text) {
        int printable = 0;
        while (printable < text.length() && !isEscaped(text.charAt(printable))) {
            printable++;
        }
        return printable == text.length() ? text : escaped(text);
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        for (int index = 0; index < text.length(); index++) {
            char character = text.charAt(index);
            if (isEscaped(character) && !isLineEnd(text, index)) {
                escaped.append(String.format(Locale.ROOT, "\\u%04X", (int) character));
            } else {
                escaped.append(character);
            }
        }
        return escaped.toString();
    }

    /** The same for at most {@code longest} characters of the text; a longer one ends with the number of those that are left out. */
    public static String of(String text, int longest) {
        if (text.length() <= longest) {
            return of(text);
        }
        // Not between the two halves of a surrogate pair.
        int end = Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest;
        return of(text.substring(0, end)) + "… (" + (text.length() - end) + " more characters)";
    }

    private static boolean isEscaped(int character) {
        boolean control = Character.isISOControl(character) && character != '\n' && character != '\t';
        boolean embedding = character >= '\u202A' && character <= '\u202E';
        boolean isolate = character >= '\u2066' && character <= '\u2069';
        return control || embedding || isolate;
    }

    private static boolean isLineEnd(String text, int index) {
        return text.charAt(index) == '\r' && index + 1 < text.length() && text.charAt(index + 1) == '\n';
    }
}
