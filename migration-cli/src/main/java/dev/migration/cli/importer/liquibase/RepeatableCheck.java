// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.importer.liquibase;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import dev.migration.sql.Position;
import dev.migration.sql.SqlInput;
import dev.migration.sql.SqlStatement;
import dev.migration.sql.StatementReader;
import dev.migration.sql.StatementWords;

/**
 * Checks whether a change set with {@code runOnChange} can be a repeatable. Repeatables run after all revisions, so it must consist
 * of {@code CREATE OR REPLACE}, and no later change set may use an object that it creates.
 */
final class RepeatableCheck {

    private static final Set<String> REPLACEABLE = Set.of("view", "function", "procedure", "trigger");
    /** GRANT and REVOKE on everything that a schema has at that moment, the object included. */
    private static final Pattern ALL_OBJECTS = Pattern.compile(
            "\\bon\\s+all\\s+(tables|functions|procedures|routines)\\s+in\\s+schema\\b", Pattern.CASE_INSENSITIVE);

    private static final Set<String> HARMLESS = Set.of("comment", "grant", "revoke", "drop");

    private final Set<String> names = new LinkedHashSet<>();
    private boolean onlyReplaces = true;

    private RepeatableCheck() {}

    /** The reason why it cannot be a repeatable; empty if it can. */
    static Optional<String> obstacle(ChangeSet changeSet, Collection<ChangeSet> later) {
        RepeatableCheck check = new RepeatableCheck();
        check.read(changeSet.sql().text());
        if (!check.onlyReplaces || check.names.isEmpty()) {
            return Optional.of("it is not only CREATE OR REPLACE");
        }
        return later.stream()
                .filter(other -> check.isUsedBy(other.sql().text()))
                .findFirst()
                .map(other -> "'" + other.name() + "' after it uses an object that it creates");
    }

    private void read(String text) {
        StatementReader reader = new StatementReader(SqlInput.of(text), Position.START, () -> true);
        for (Optional<SqlStatement> statement = reader.next(); statement.isPresent(); statement = reader.next()) {
            List<String> words = StatementWords.of(statement.get().text());
            int kind = kind(words);
            if (kind > 0 && words.size() > kind + 1) {
                names.add(words.get(kind + 1).replace("\"", "").toLowerCase(Locale.ROOT));
            } else if (!HARMLESS.contains(words.get(0))) {
                onlyReplaces = false;
            }
        }
    }

    /** The index of the kind in {@code create or replace view x}; 0 for every other statement. */
    private static int kind(List<String> words) {
        boolean orReplace = words.size() > 3 && words.subList(0, 3).equals(List.of("create", "or", "replace"));
        if (!orReplace) {
            return 0;
        }
        int at = words.get(3).equals("constraint") || words.get(3).equals("recursive") ? 4 : 3;
        return words.size() > at && REPLACEABLE.contains(words.get(at)) ? at : 0;
    }

    private boolean isUsedBy(String text) {
        return ALL_OBJECTS.matcher(text).find()
                || names.stream()
                        .anyMatch(name -> Pattern.compile(
                                        "(?<![\\w$])" + Pattern.quote(name) + "(?![\\w$])", Pattern.CASE_INSENSITIVE)
                                .matcher(text)
                                .find());
    }
}
