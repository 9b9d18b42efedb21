package dev.migration.script;

import dev.migration.error.NearestWord;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Values for {@code ${name}} in scripts. With no variable defined, {@code ${…}} is ordinary text: scripts may hold it in
 * literals and function bodies.
 *
 * @param values by name
 */
public record Variables(Map<String, String> values) {

    /** No variable: nothing is replaced. */
    public static final Variables NONE = new Variables(Map.of());

    private static final int LONGEST_USE = 256;

    private static final Pattern USE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_.-]*)}");

    public Variables {
        values = Map.copyOf(values);
    }

    /**
     * The text with every use replaced by its value. Values are taken as they are, without quoting. Names without a value
     * stay as they are: since {@link #faultsIn} refused the others, they stand in a comment or in data.
     */
    public String replaceIn(String text) {
        if (values.isEmpty() || !text.contains("${")) {
            return text;
        }
        return USE.matcher(text)
                .replaceAll(use -> Matcher.quoteReplacement(values.getOrDefault(use.group(1), use.group())));
    }

    /** How much of the beginning of a longer text holds whole uses only; a use is never longer than a line of code. */
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

    /** What is wrong with the uses in a text, a sentence each. */
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

    /** The names, for a message. */
    public String names() {
        return String.join(", ", new TreeMap<>(values).keySet());
    }
}
