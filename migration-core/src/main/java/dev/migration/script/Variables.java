// SPDX-License-Identifier: Apache-2.0
package dev.migration.script;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.migration.error.NearestWord;
import dev.migration.sql.Redaction;

/**
 * The values for {@code ${name}} in scripts. If no variable is defined, {@code ${…}} is ordinary text: scripts may
 * contain it in literals and function bodies.
 *
 * @param values the values by name
 * @param secrets the names whose values are never stored or shown; a name without a value is defined nevertheless
 */
public record Variables(Map<String, String> values, Set<String> secrets) {

    /** No variables: nothing is replaced. */
    public static final Variables NONE = new Variables(Map.of(), Set.of());

    /** The name in the settings that lists the secret names. */
    public static final String SECRET = "secret";

    private static final int LONGEST_USE = 256;

    private static final Pattern USE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_.-]*)}");
    private static final Pattern SECRET_KEY = Pattern.compile(SECRET + "(\\[\\d+])?");

    public Variables {
        values = Map.copyOf(values);
        secrets = Set.copyOf(secrets);
    }

    /** Variables as in the settings, where {@code secret} is a list of names and no variable. */
    public static Variables of(Map<String, String> settings) {
        Map<String, String> values = new LinkedHashMap<>(settings);
        values.keySet().removeIf(name -> SECRET_KEY.matcher(name).matches());
        Set<String> secrets = settings.entrySet().stream()
                .filter(setting -> SECRET_KEY.matcher(setting.getKey()).matches())
                .flatMap(setting -> Arrays.stream(setting.getValue().split(",")))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toSet());
        return new Variables(values, secrets);
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

    /** Whether {@code ${…}} is more than ordinary text. */
    public boolean areDefined() {
        return !values.isEmpty() || !secrets.isEmpty();
    }

    /** The same names, with the values that are not secret: a text with them may be stored or compared. */
    public Variables withoutSecretValues() {
        Map<String, String> known = new LinkedHashMap<>(values);
        known.keySet().removeAll(secrets);
        return new Variables(known, secrets);
    }

    /** The secret names in a section that have no value. */
    public Set<String> missingIn(SqlSection section) {
        return secrets.stream().allMatch(values::containsKey)
                ? Set.of()
                : usedIn(section).stream()
                        .filter(name -> !values.containsKey(name))
                        .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The names of variables that a section uses, in order. */
    Set<String> usedIn(SqlSection section) {
        Set<String> used = new TreeSet<>();
        if (areDefined()) {
            try {
                section.eachPart(part -> used.addAll(usedIn(part)));
            } catch (IOException impossible) {
                throw new java.io.UncheckedIOException(impossible);
            }
        }
        return used;
    }

    /** The names of variables that a text uses. */
    Set<String> usedIn(CharSequence text) {
        return USE.matcher(text)
                .results()
                .map(use -> use.group(1))
                .filter(name -> values.containsKey(name) || secrets.contains(name))
                .collect(Collectors.toSet());
    }

    /** Removes the secret values from what is shown or logged. */
    public Redaction redaction() {
        return Redaction.NONE.and(values.entrySet().stream()
                .filter(value -> secrets.contains(value.getKey()))
                .map(Map.Entry::getValue)
                .toList());
    }

    /** The length of the longest prefix that ends with no incomplete use; a use has at most 256 characters. */
    static int lengthOfWhole(CharSequence text) {
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
        if (!areDefined() || !text.contains("${")) {
            return List.of();
        }
        return USE.matcher(text)
                .results()
                .map(use -> use.group(1))
                .filter(name -> !values.containsKey(name) && !secrets.contains(name))
                .map(name -> "'${" + name + "}' has no value." + NearestWord.question(name, values.keySet()))
                .toList();
    }

    /** The names in order, for a message. */
    public String names() {
        Set<String> names = new TreeSet<>(values.keySet());
        names.addAll(secrets);
        return String.join(", ", names);
    }

    /** Does not print the values. */
    @Override
    public String toString() {
        return "Variables[" + names() + "]";
    }
}
