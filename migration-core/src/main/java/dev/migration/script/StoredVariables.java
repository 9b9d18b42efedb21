// SPDX-License-Identifier: Apache-2.0
package dev.migration.script;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.migration.sql.Redaction;

/**
 * The variables of a stored downgrade section. The section keeps {@code ${name}}; comments behind it have the values, a line each, so
 * that the downgrade runs when its script is gone. A secret has no value there: who downgrades gives it again.
 */
public final class StoredVariables {

    private static final Pattern LINE =
            Pattern.compile("-- @(?:value ([A-Za-z_][A-Za-z0-9_.-]*) = (.*)|secret ([A-Za-z_][A-Za-z0-9_.-]*))");

    /** In a longer section, all variables count as secret, because it is not searched. */
    private static final long LONGEST = 1_000_000;

    private StoredVariables() {}

    /** The lines behind a section; empty if it uses no variable. */
    public static String linesFor(SqlSection section, Variables variables) {
        Set<String> used = variables.usedIn(section);
        if (used.isEmpty()) {
            return "";
        }
        Set<String> shown = shownIn(section, variables);
        StringBuilder lines = new StringBuilder();
        for (String name : used) {
            boolean secret = !variables.values().containsKey(name)
                    || variables.secrets().contains(name)
                    || !shown.contains(name);
            lines.append(
                    secret
                            ? "\n-- @secret " + name
                            : "\n-- @value " + name + " = "
                                    + escaped(variables.values().getOrDefault(name, "")));
        }
        return lines.toString();
    }

    /** The names that are used outside the places of passwords. */
    private static Set<String> shownIn(SqlSection section, Variables variables) {
        if (section.length() > LONGEST) {
            return Set.of();
        }
        String text = section.text();
        Set<String> shown = new TreeSet<>(variables.usedIn(Redaction.NONE.of(text)));
        shown.removeIf(name -> uses(text, name) != uses(Redaction.NONE.of(text), name));
        return shown;
    }

    private static int uses(String text, String name) {
        return text.split(Pattern.quote("${" + name + "}"), -1).length;
    }

    /** The stored section without the lines behind it. */
    public static String sectionIn(String stored) {
        String section = stored;
        int line = section.lastIndexOf('\n');
        while (line >= 0 && LINE.matcher(section.substring(line + 1)).matches()) {
            section = section.substring(0, line);
            line = section.lastIndexOf('\n');
        }
        return section;
    }

    /**
     * The variables with which a stored section runs.
     *
     * @param present the values of the settings, for the secrets
     */
    public static Variables in(String stored, Variables present) {
        Map<String, String> values = new LinkedHashMap<>();
        Set<String> secrets = new TreeSet<>();
        Matcher matcher = LINE.matcher(stored.substring(sectionIn(stored).length()));
        while (matcher.find()) {
            if (matcher.group(3) == null) {
                values.put(matcher.group(1), unescaped(matcher.group(2)));
            } else {
                secrets.add(matcher.group(3));
            }
        }
        secrets.stream()
                .filter(present.values()::containsKey)
                .forEach(name -> values.put(name, present.values().get(name)));
        return new Variables(values, secrets);
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
    }

    private static String unescaped(String text) {
        return Pattern.compile("\\\\(.)").matcher(text).replaceAll(escape -> switch (escape.group(1)) {
            case "n" -> "\n";
            case "r" -> "\r";
            default -> Matcher.quoteReplacement(escape.group(1));
        });
    }
}
