// SPDX-License-Identifier: Apache-2.0
package dev.migration.schema.model;

import java.util.List;
import java.util.Set;

import dev.migration.sql.StatementWords;

/**
 * Objects that all databases of a server share: roles, databases, tablespaces, subscriptions, settings of the server. A scratch
 * database does not isolate them.
 */
public final class SharedObjects {

    private static final Set<String> KINDS =
            Set.of("role", "group", "database", "tablespace", "subscription", "system");
    private static final Set<String> VERBS = Set.of("create", "alter", "drop", "comment");

    private SharedObjects() {}

    /** @param words the first words of a statement, see {@link StatementWords} */
    public static boolean areChangedBy(List<String> words) {
        if (words.isEmpty()) {
            return false;
        }
        String verb = words.get(0);
        if (verb.equals("grant") || verb.equals("revoke")) {
            // Membership in a role; privileges on objects have ON.
            return !words.contains("on");
        }
        int kind = verb.equals("comment") ? 2 : 1;
        if (verb.equals("reassign") || verb.equals("drop") && word(words, 1).equals("owned")) {
            return true;
        }
        return VERBS.contains(verb)
                && (KINDS.contains(word(words, kind))
                        || word(words, kind).equals("user")
                                && !word(words, kind + 1).equals("mapping"));
    }

    private static String word(List<String> words, int index) {
        return index < words.size() ? words.get(index) : "";
    }
}
