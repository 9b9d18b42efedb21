// SPDX-License-Identifier: Apache-2.0
package dev.migration.autogenerate.kind;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.migration.autogenerate.catalog.Texts;

/**
 * The privileges on an object, as a snapshot shows them.
 *
 * @param held by role, those with GRANT OPTION with these words behind them
 */
record Grants(SortedMap<String, Set<String>> held) {

    private static final String OPTION = " WITH GRANT OPTION";
    private static final Pattern ENTRY =
            Pattern.compile("(.+?) (SELECT|INSERT|UPDATE|DELETE|TRUNCATE|REFERENCES|TRIGGER|MAINTAIN"
                    + "|USAGE|EXECUTE|CREATE)(" + OPTION + ")? by (.+?)(?:, |$)");
    private static final Map<String, List<String>> OF_OWNER = Map.of(
            "relation",
                    List.of("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER", "MAINTAIN"),
            "sequence", List.of("SELECT", "UPDATE", "USAGE"),
            "schema", List.of("CREATE", "USAGE"),
            "function", List.of("EXECUTE"),
            "other", List.of("USAGE"));

    static Grants parse(String text) {
        SortedMap<String, Set<String>> held = new TreeMap<>();
        Matcher entry = ENTRY.matcher(text);
        while (entry.find()) {
            String option = Optional.ofNullable(entry.group(3)).orElse("");
            held.computeIfAbsent(entry.group(1), role -> new LinkedHashSet<>()).add(entry.group(2) + option);
        }
        return new Grants(held);
    }

    /** What a new object has: all for its owner, and what PUBLIC gets by default. */
    static Grants initial(String letters, String owner, int version) {
        SortedMap<String, Set<String>> held = new TreeMap<>();
        Set<String> all = new LinkedHashSet<>(OF_OWNER.getOrDefault(letters, List.of("USAGE")));
        if (version < 17) {
            all.remove("MAINTAIN");
        }
        held.put(owner, all);
        return new Grants(held);
    }

    Grants and(String role, String privilege) {
        SortedMap<String, Set<String>> more = new TreeMap<>(held);
        more.put(role, Set.of(privilege));
        return new Grants(more);
    }

    /**
     * The statements that lead to other privileges.
     *
     * @param column the column, in parentheses; empty for a whole object
     * @param object as in GRANT … ON
     * @param beginning text before GRANT or REVOKE, which ALTER DEFAULT PRIVILEGES needs
     */
    List<String> to(Grants target, String column, String object, String beginning) {
        List<String> statements = new ArrayList<>();
        Set<String> roles = new LinkedHashSet<>(held.keySet());
        roles.addAll(target.held.keySet());
        for (String role : roles) {
            Set<String> before = held.getOrDefault(role, Set.of());
            Set<String> after = target.held.getOrDefault(role, Set.of());
            statements.addAll(statements(role, before, after, new Place(column, object, beginning)));
        }
        return statements;
    }

    private record Place(String column, String object, String beginning) {}

    private static List<String> statements(String role, Set<String> before, Set<String> after, Place place) {
        Map<String, List<String>> verbs = new LinkedHashMap<>();
        for (String privilege : before) {
            String plain = privilege.replace(OPTION, "");
            if (!after.contains(privilege)) {
                boolean keeps = after.contains(plain);
                verbs.computeIfAbsent(keeps ? "REVOKE GRANT OPTION FOR " : "REVOKE ", verb -> new ArrayList<>())
                        .add(plain);
            }
        }
        for (String privilege : after) {
            if (!before.contains(privilege) && !before.contains(privilege + OPTION)) {
                String option = privilege.endsWith(OPTION) ? OPTION : "";
                verbs.computeIfAbsent("GRANT " + option, verb -> new ArrayList<>())
                        .add(privilege.replace(OPTION, ""));
            }
        }
        // A privilege that gets its grant option is not revoked before.
        List<String> upgraded = verbs.getOrDefault("GRANT " + OPTION, List.of());
        verbs.getOrDefault("REVOKE ", new ArrayList<>()).removeAll(upgraded);
        List<String> statements = new ArrayList<>();
        verbs.forEach((verb, privileges) -> {
            if (!privileges.isEmpty()) {
                statements.add(statement(verb, privileges, role, place));
            }
        });
        return statements;
    }

    private static String statement(String verb, List<String> privileges, String role, Place place) {
        String option = verb.endsWith(OPTION) ? OPTION : "";
        String list = String.join(
                ", ",
                privileges.stream().map(privilege -> privilege + place.column()).toList());
        return place.beginning() + verb.substring(0, verb.length() - option.length()) + list + " ON " + place.object()
                + (verb.startsWith("GRANT") ? " TO " : " FROM ") + Texts.role(role) + option;
    }
}
