// SPDX-License-Identifier: Apache-2.0
package dev.migration.authoring;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.migration.error.NearestWord;

/**
 * A text with placeholders: {@code ${message}}. {@code $${name}} is written as <code>${name}</code>, which a script may
 * need for a variable. A line with a directive whose value becomes empty is omitted.
 *
 * @param name its name for users
 */
record ScriptTemplate(String name, String text) {

    private static final Pattern PLACEHOLDER = Pattern.compile("(\\$?)\\$\\{([A-Za-z][A-Za-z0-9_.-]*)}");
    private static final Pattern WITHOUT_VALUE = Pattern.compile("--\\s*@(?!upgrade|downgrade)[a-z-]+[\\s,]*");

    /** The faults of the template if these are the fields. */
    List<AuthoringException.Fault> faults(Set<String> fields) {
        Set<String> unknown = PLACEHOLDER
                .matcher(text)
                .results()
                .filter(placeholder -> placeholder.group(1).isEmpty())
                .map(placeholder -> placeholder.group(2))
                .filter(field -> !fields.contains(field))
                .collect(Collectors.toCollection(TreeSet::new));
        List<AuthoringException.Fault> faults = new ArrayList<>();
        for (String field : unknown) {
            faults.add(new AuthoringException.Fault(
                    "The template '" + name + "' uses '${" + field + "}', which is not a field."
                            + NearestWord.question(field, fields),
                    "Give it a value with -x " + field + "=VALUE, or use one of: "
                            + String.join(", ", new TreeSet<>(fields)) + "."));
        }
        return faults;
    }

    /** The text with the values inserted. */
    String fill(Map<String, String> values) {
        return text.lines()
                .map(line ->
                        PLACEHOLDER.matcher(line).find() ? new Line(line, filled(line, values)) : new Line(line, line))
                .filter(line -> line.before().equals(line.after())
                        || !WITHOUT_VALUE.matcher(line.after()).matches())
                .map(line -> line.after() + "\n")
                .collect(Collectors.joining());
    }

    private static String filled(String line, Map<String, String> values) {
        Function<MatchResult, String> value = placeholder -> Matcher.quoteReplacement(
                placeholder.group(1).isEmpty()
                        ? values.getOrDefault(placeholder.group(2), "")
                        : placeholder.group().substring(1));
        return PLACEHOLDER.matcher(line).replaceAll(value);
    }

    private record Line(String before, String after) {}
}
