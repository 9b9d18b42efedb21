// SPDX-License-Identifier: Apache-2.0
package dev.migration.authoring;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.migration.sql.Position;
import dev.migration.sql.SqlInput;
import dev.migration.sql.SqlStatement;
import dev.migration.sql.StatementReader;

/**
 * Converts the output of {@code pg_dump --schema-only} to the upgrade section of a revision. Objects and comments stay
 * unchanged. Settings for the session that restores a dump are adapted to a revision, which runs in a transaction:
 *
 * <ul>
 *   <li>settings that the session of a migration already has or that have no effect on it are omitted: client encoding,
 *       timeouts, row security, the level of server messages;
 *   <li>others are set until the end of the transaction ({@code SET LOCAL}), including the empty {@code search_path}:
 *       all names in a dump have their schema;
 *   <li>{@code \restrict} and {@code \}{@code unrestrict}, which are psql commands, are omitted.
 * </ul>
 */
final class SchemaDump {

    private static final Pattern RESTRICTION = Pattern.compile("(?m)^\\\\(?:un)?restrict \\S+$\\R?");
    private static final Pattern SETTING = Pattern.compile("(?is)SET\\s+(\\w+)\\s*=\\s*(.*)");
    private static final Pattern EMPTY_PATH =
            Pattern.compile("(?is)SELECT\\s+pg_catalog\\.set_config\\('search_path', '', false\\)");
    private static final Pattern OMITTED = Pattern.compile(
            "statement_timeout|lock_timeout|idle_in_transaction_session_timeout|transaction_timeout|client_encoding"
                    + "|standard_conforming_strings|client_min_messages|row_security|default_tablespace");

    private final String dump;
    private final StringBuilder section = new StringBuilder();
    private final StringBuilder between = new StringBuilder();
    private int place;

    private SchemaDump(String dump) {
        this.dump = dump;
    }

    /** The text after {@code -- @upgrade}. */
    static String asUpgrade(String dump) {
        return new SchemaDump(withoutRestrictions(dump.replace("\r\n", "\n"))).section();
    }

    /** Removes the two psql commands at the start and the end of the dump; similar text inside a function stays. */
    private static String withoutRestrictions(String dump) {
        Matcher matcher = RESTRICTION.matcher(dump);
        if (!matcher.find()) {
            return dump;
        }
        String rest = dump.substring(0, matcher.start()) + dump.substring(matcher.end());
        int last = rest.lastIndexOf("\n\\unrestrict ");
        return last < 0 ? rest : rest.substring(0, last + 1);
    }

    private String section() {
        StatementReader reader = new StatementReader(SqlInput.of(dump), Position.START, () -> true);
        for (Optional<SqlStatement> next = reader.next(); next.isPresent(); next = reader.next()) {
            add(next.get());
        }
        between.append(dump, place, dump.length());
        return (section + betweenStatements()).strip() + "\n";
    }

    private void add(SqlStatement statement) {
        int start = Math.toIntExact(statement.position().offset());
        between.append(dump, place, start);
        place = start + statement.text().length();
        adapted(statement.text())
                .ifPresentOrElse(text -> section.append(betweenStatements()).append(text), this::skipSemicolon);
    }

    private void skipSemicolon() {
        int end = dump.indexOf(';', place);
        place = end < 0 ? dump.length() : end + 1;
    }

    /** The text between two statements, without the gap of an omitted one. */
    private String betweenStatements() {
        String text = between.toString().replaceAll("\n{3,}", "\n\n");
        between.setLength(0);
        return text;
    }

    private static Optional<String> adapted(String statement) {
        if (EMPTY_PATH.matcher(statement).matches()) {
            return Optional.of("SET LOCAL search_path = ''");
        }
        Matcher setting = SETTING.matcher(statement);
        if (!setting.matches()) {
            return Optional.of(statement);
        }
        return OMITTED.matcher(setting.group(1)).matches()
                ? Optional.empty()
                : Optional.of("SET LOCAL " + setting.group(1) + " = " + setting.group(2));
    }
}
