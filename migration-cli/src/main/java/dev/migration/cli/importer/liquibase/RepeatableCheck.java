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
 * Whether a change set that runs when it changes can be a repeatable, which runs behind every revision: it must make things that
 * can be made again, and no later revision may use them.
 */
final class RepeatableCheck {

    private static final Set<String> MADE_AGAIN = Set.of("view", "function", "procedure", "trigger");
    private static final Set<String> HARMLESS = Set.of("comment", "grant", "revoke", "drop");

    private final Set<String> names = new LinkedHashSet<>();
    private boolean replaces = true;

    private RepeatableCheck() {}

    /** Why it cannot; empty if it can. */
    static Optional<String> fault(ChangeSet changeSet, Collection<ChangeSet> later) {
        RepeatableCheck fit = new RepeatableCheck();
        fit.read(changeSet.sql().text());
        if (!fit.replaces || fit.names.isEmpty()) {
            return Optional.of("it is not only CREATE OR REPLACE");
        }
        return later.stream()
                .filter(other -> fit.isUsedBy(other.sql().text()))
                .findFirst()
                .map(other -> "'" + other.name() + "' behind it uses what it makes");
    }

    private void read(String text) {
        StatementReader reader = new StatementReader(SqlInput.of(text), Position.START, () -> true);
        for (Optional<SqlStatement> statement = reader.next(); statement.isPresent(); statement = reader.next()) {
            List<String> words = StatementWords.of(statement.get().text());
            int kind = kind(words);
            if (kind > 0 && words.size() > kind + 1) {
                names.add(words.get(kind + 1).replace("\"", "").toLowerCase(Locale.ROOT));
            } else if (!HARMLESS.contains(words.get(0))) {
                replaces = false;
            }
        }
    }

    /** Where in {@code create or replace view x} the kind stands; 0 if it is something else. */
    private static int kind(List<String> words) {
        boolean replace = words.size() > 3 && words.subList(0, 3).equals(List.of("create", "or", "replace"));
        if (!replace) {
            return 0;
        }
        int at = words.get(3).equals("constraint") || words.get(3).equals("recursive") ? 4 : 3;
        return words.size() > at && MADE_AGAIN.contains(words.get(at)) ? at : 0;
    }

    private boolean isUsedBy(String text) {
        return names.stream()
                .anyMatch(name -> Pattern.compile(
                                "(?<![\\w$])" + Pattern.quote(name) + "(?![\\w$])", Pattern.CASE_INSENSITIVE)
                        .matcher(text)
                        .find());
    }
}
