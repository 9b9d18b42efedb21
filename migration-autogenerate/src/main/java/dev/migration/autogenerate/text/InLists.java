// SPDX-License-Identifier: Apache-2.0
package dev.migration.autogenerate.text;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns what the server prints for {@code status IN ('a', 'b')} back into that. It prints a cast of an array of varchar, and reads it as
 * an array of casts: a definition that is read and printed again would be another one, each time.
 */
public final class InLists {

    private static final String STRING = "'(?:[^']|'')*'";
    private static final String OPERAND =
            "\\(((?:\"(?:[^\"]|\"\")+\"|\\w+)(?:\\.(?:\"(?:[^\"]|\"\")+\"|\\w+))*)\\)::text";
    private static final String TYPE = "::character varying(?:\\(\\d+\\))?";
    private static final Pattern LIST = Pattern.compile("\\(" + OPERAND + " (= ANY|<> ALL) \\(\\(ARRAY\\[(" + STRING
            + TYPE + "(?:, " + STRING + TYPE + ")*)]\\)::text\\[]\\)\\)");

    private InLists() {}

    public static String in(String sql) {
        return LIST.matcher(sql).replaceAll(InLists::list);
    }

    private static String list(MatchResult found) {
        String word = found.group(2).equals("= ANY") ? " IN (" : " NOT IN (";
        return Matcher.quoteReplacement(
                "(" + found.group(1) + word + found.group(3).replaceAll("(" + STRING + ")" + TYPE, "$1") + "))");
    }
}
