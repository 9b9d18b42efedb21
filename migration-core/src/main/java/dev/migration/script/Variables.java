// SPDX-License-Identifier: Apache-2.0
package dev.migration.script;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.migration.error.NearestWord;

/**
 * The values for {@code ${name}} in scripts. If no variable is defined, {@code ${…}} is ordinary text: scripts may
 * contain it in literals and function bodies.
 *
 * @param values the values by name
 */
public record Variables(Map<String, String> values) {

    /** No variables: nothing is replaced. */
    public static final Variables NONE = new Variables(Map.of());

    private static final int LONGEST_USE = 256;

    private static final Pattern USE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_.-]*)}");

    public Variables {
        values = Map.copyOf(values);
    }

    /**
     * The text with each use of a variable replaced by its value. Values are inserted without quoting. Names without a
     * value stay: {@link #faultsIn} has refused them in statements, so that they are in a comment or in data.
     */
    public String replaceIn(String text) {
        if (values.isEmpty() || !text.contains("${")) {
            return text;
        }
        return USE.matcher(text)
                .replaceAll(use -> Matcher.quoteReplacement(values.getOrDefault(use.group(1), use.group())));
    }

    /** The length of the longest prefix that ends with no incomplete use; a use has at most 256 characters. */
    int lengthOfWhole(CharSequence text) {
        for (int index = text.length() - 1; index >= Math.max(0, text.length() - LONGEST_USE); index--) {
            if (text.charAt(index) == '}') {
                return text.length();
            }
            if (text.charAt(index) == '$') {
                return index;
            }
        }
        return text.length();
    }

    /** The problems of the uses in a text, a sentence each. */
    public List<String> faultsIn(String text) {
        if (values.isEmpty() || !text.contains("${")) {
            return List.of();
        }
        return USE.matcher(text)
                .results()
                .map(use -> use.group(1))
                .filter(name -> !values.containsKey(name))
                .map(name -> "'${" + name + "}' has no value." + NearestWord.question(name, values.keySet()))
                .toList();
    }

    /** The names in order, for a message. */
    public String names() {
        return String.join(", ", new TreeMap<>(values).keySet());
    }
}
