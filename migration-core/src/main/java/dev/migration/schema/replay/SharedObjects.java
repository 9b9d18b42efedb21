// SPDX-License-Identifier: Apache-2.0
package dev.migration.schema.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.migration.RevisionText;
import dev.migration.Revisions;
import dev.migration.revision.Revision;
import dev.migration.sql.Position;
import dev.migration.sql.SqlInput;
import dev.migration.sql.SqlStatement;
import dev.migration.sql.StatementReader;
import dev.migration.sql.StatementWords;

/**
 * Statements about objects that all databases of a server share: roles, databases, tablespaces, subscriptions, settings of the
 * server. A scratch database does not isolate them.
 */
final class SharedObjects {

    private static final Set<String> KINDS =
            Set.of("role", "group", "database", "tablespace", "subscription", "system");
    private static final Set<String> VERBS = Set.of("create", "alter", "drop", "comment");

    private SharedObjects() {}

    /** The statements among these revisions, each with its revision, for a message. */
    static List<String> of(Revisions revisions, List<Revision> replayed) {
        List<String> found = new ArrayList<>();
        for (Revision revision : replayed) {
            Optional<String> upgrade = revisions.find(revision.id()).flatMap(RevisionText::upgrade);
            upgrade.ifPresent(text -> statements(text).stream()
                    .filter(statement -> isShared(StatementWords.of(statement.text())))
                    .forEach(statement -> found.add(revision.id() + ": " + statement.summary())));
        }
        return found;
    }

    static boolean isShared(List<String> words) {
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

    private static List<SqlStatement> statements(String text) {
        List<SqlStatement> all = new ArrayList<>();
        StatementReader reader = new StatementReader(SqlInput.of(text), Position.START, () -> true);
        for (Optional<SqlStatement> next = reader.next(); next.isPresent(); next = reader.next()) {
            all.add(next.get());
            if (next.get().copiesFromStdin()) {
                while (reader.copyLine().isPresent()) {
                    // The data of COPY is no statement.
                }
            }
        }
        return all;
    }
}
