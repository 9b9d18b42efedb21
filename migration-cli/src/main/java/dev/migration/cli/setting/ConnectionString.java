// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.setting;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A connection string of libpq: {@code name = value} pairs, where a value can be quoted and a backslash escapes a character. */
final class ConnectionString {

    private static final Pattern PAIR = Pattern.compile(
            "\\s*(\\w+)\\s*=\\s*('(?<quoted>(?:[^'\\\\]|\\\\.)*)'|(?<plain>(?:[^\\s'\\\\]|\\\\.)*))\\s*",
            Pattern.DOTALL);

    private ConnectionString() {}

    /** Whether a text begins as a connection string does. */
    static boolean is(String text) {
        return text.matches("(?s)\\s*\\w+\\s*=.*");
    }

    /** @throws UsageException if the text is not a sequence of pairs */
    static Map<String, String> parse(String text) {
        Map<String, String> pairs = new LinkedHashMap<>();
        Matcher pair = PAIR.matcher(text);
        int end = 0;
        while (pair.find() && pair.start() == end) {
            String value = pair.group("quoted") == null ? pair.group("plain") : pair.group("quoted");
            pairs.put(pair.group(1), value.replaceAll("(?s)\\\\(.)", "$1"));
            end = pair.end();
        }
        if (end < text.length()) {
            throw new UsageException(
                    "The connection string is not a sequence of NAME=VALUE pairs.",
                    "Put a value with spaces into single quotes, and write \\' and \\\\ for quotes and backslashes in it.");
        }
        return pairs;
    }
}
