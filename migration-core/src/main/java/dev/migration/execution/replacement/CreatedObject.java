// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.replacement;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.migration.sql.StatementWords;

/**
 * An object that a statement of a repeatable creates.
 *
 * @param name with its schema if the script writes one
 * @param table the table of a trigger, a policy or a rule; empty for other objects
 */
record CreatedObject(Kind kind, String name, String table) {

    private static final Set<String> PREFIXES = Set.of("or", "replace", "recursive", "materialized", "constraint");

    /** Kinds that the catalog stores in different places. */
    enum Kind {
        VIEW,
        ROUTINE,
        TRIGGER,
        POLICY,
        RULE;

        private static Optional<Kind> of(String word) {
            return switch (word) {
                case "view" -> Optional.of(VIEW);
                case "function", "procedure" -> Optional.of(ROUTINE);
                case "trigger" -> Optional.of(TRIGGER);
                case "policy" -> Optional.of(POLICY);
                case "rule" -> Optional.of(RULE);
                default -> Optional.empty();
            };
        }
    }

    /** Empty if the statement creates no object that a repeatable may have, or a temporary one. */
    static Optional<CreatedObject> in(String statement) {
        List<String> words = StatementWords.of(statement);
        int next = 1;
        while (next < words.size() && PREFIXES.contains(words.get(next))) {
            next++;
        }
        if (words.isEmpty() || !words.get(0).equals("create") || next >= words.size()) {
            return Optional.empty();
        }
        int name = next + 1;
        return Kind.of(words.get(next)).flatMap(kind -> named(kind, words, name));
    }

    private static Optional<CreatedObject> named(Kind kind, List<String> words, int start) {
        boolean optional =
                words.subList(start, words.size()).stream().limit(3).toList().equals(List.of("if", "not", "exists"));
        int first = optional ? start + 3 : start;
        String name = nameAt(words, first);
        if (kind == Kind.VIEW || kind == Kind.ROUTINE) {
            return readable(new CreatedObject(kind, name, ""));
        }
        // CREATE TRIGGER t AFTER UPDATE ON x; CREATE POLICY p ON x; CREATE RULE r AS ON UPDATE TO x
        int before = words.subList(first, words.size()).indexOf(kind == Kind.RULE ? "to" : "on");
        return before < 0
                ? Optional.empty()
                : readable(new CreatedObject(kind, name, nameAt(words, first + before + 1)));
    }

    private static Optional<CreatedObject> readable(CreatedObject object) {
        return object.name.isEmpty() || object.isEscaped() ? Optional.empty() : Optional.of(object);
    }

    /** Functions of the server that read names know no Unicode escapes. */
    private boolean isEscaped() {
        return (name + table).contains("&\"");
    }

    /** Whether the server finds it only with the {@code search_path} of its script. */
    boolean isUnqualified() {
        return !(table.isEmpty() ? name : table).contains(".");
    }

    private static String nameAt(List<String> words, int start) {
        if (start >= words.size()) {
            return "";
        }
        StringBuilder name = new StringBuilder(words.get(start));
        for (int next = start + 1; next + 1 < words.size() && words.get(next).equals("."); next += 2) {
            name.append('.').append(words.get(next + 1));
        }
        return name.toString();
    }
}
