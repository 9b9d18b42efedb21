package dev.migration.authoring;

import dev.migration.error.NearestWord;
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

/**
 * A text with places for values: {@code ${message}}. {@code $${name}} stands for <code>${name}</code>, which a script may need
 * for a variable. A line that is a directive and whose value has become empty is left out.
 *
 * @param name what people call it
 */
record ScriptTemplate(String name, String text) {

    private static final Pattern PLACE = Pattern.compile("(\\$?)\\$\\{([A-Za-z][A-Za-z0-9_.-]*)}");
    private static final Pattern WITHOUT_VALUE = Pattern.compile("--\\s*@(?!upgrade|downgrade)[a-z-]+[\\s,]*");

    /** What is wrong with it when these are the fields. */
    List<AuthoringException.Fault> faults(Set<String> fields) {
        Set<String> unknown = PLACE.matcher(text)
                .results()
                .filter(place -> place.group(1).isEmpty())
                .map(place -> place.group(2))
                .filter(field -> !fields.contains(field))
                .collect(Collectors.toCollection(TreeSet::new));
        List<AuthoringException.Fault> faults = new ArrayList<>();
        for (String field : unknown) {
            faults.add(new AuthoringException.Fault(
                    "The template '" + name + "' uses '${" + field + "}', which is no field."
                            + NearestWord.question(field, fields),
                    "Give it a value with -x " + field + "=VALUE, or use one of: "
                            + String.join(", ", new TreeSet<>(fields)) + "."));
        }
        return faults;
    }

    /** The text with the values in their places. */
    String fill(Map<String, String> values) {
        return text.lines()
                .map(line -> PLACE.matcher(line).find() ? new Line(line, filled(line, values)) : new Line(line, line))
                .filter(line -> line.before().equals(line.after())
                        || !WITHOUT_VALUE.matcher(line.after()).matches())
                .map(line -> line.after() + "\n")
                .collect(Collectors.joining());
    }

    private static String filled(String line, Map<String, String> values) {
        Function<MatchResult, String> value = place -> Matcher.quoteReplacement(
                place.group(1).isEmpty()
                        ? values.getOrDefault(place.group(2), "")
                        : place.group().substring(1));
        return PLACE.matcher(line).replaceAll(value);
    }

    private record Line(String before, String after) {}
}
