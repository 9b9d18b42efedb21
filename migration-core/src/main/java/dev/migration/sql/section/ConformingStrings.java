// SPDX-License-Identifier: Apache-2.0
package dev.migration.sql.section;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.migration.sql.Position;
import dev.migration.sql.SqlInput;
import dev.migration.sql.SqlLexer;
import dev.migration.sql.StatementWords;
import dev.migration.sql.Token;

/**
 * Tracks {@code standard_conforming_strings} through the statements of a script, for callers without a server connection: it decides
 * whether a backslash in a plain literal is an ordinary character. A text does not show what a function does, so the server has the
 * last word where there is one.
 */
public final class ConformingStrings {

    private static final String SETTING = "standard_conforming_strings";
    private static final String LITERAL = "'" + SETTING + "'";
    private static final String ASSIGNMENT = SETTING + "'*\\s*(?:,|=|to\\s)\\s*'*(on|off|true|false|yes|no|1|0)\\b";
    private static final Set<String> OFF = Set.of("off", "false", "no", "0");

    /** Their texts may mention the setting without changing it now. */
    private static final Set<String> DEFINITIONS =
            Set.of("create", "alter", "comment", "security", "prepare", "declare", "insert", "update", "merge", "copy");

    private final Deque<Savepoint> savepoints = new ArrayDeque<>();
    private Values values = new Values(true, true);
    private Optional<Values> called = Optional.empty();
    private String beforeLast = "";
    private String last = "";
    private int argument;

    /**
     * The values of the setting.
     *
     * @param now in this transaction
     * @param session after this transaction
     */
    private record Values(boolean now, boolean session) {}

    private record Savepoint(String name, Values values) {}

    /** Whether the setting is on after the statements read so far. */
    public boolean areOn() {
        return values.now();
    }

    /** Reads a whole statement. */
    public void statement(String text) {
        StatementWords words = new StatementWords();
        boolean atStart = areOn();
        SqlLexer lexer = new SqlLexer(SqlInput.of(text), Position.START, () -> atStart);
        for (Token token = lexer.next(); token.kind() != Token.Kind.END; token = lexer.next()) {
            if (token.isSignificant()) {
                words.add(token);
                token(token);
            }
        }
        endOfStatement(words.list());
    }

    /** Reads a token of a statement: a call of {@code set_config}, or a text with an assignment, which only DO executes. */
    public void token(Token token) {
        boolean mayMatter =
                token.kind() != Token.Kind.QUOTED || token.text().length() >= SETTING.length() || argument > 0;
        String text = mayMatter ? token.text().toLowerCase(Locale.ROOT) : "";
        if (text.equals(LITERAL) && last.equals("(") && beforeLast.equals("set_config")) {
            argument = 1;
        } else if (argument > 0 && text.equals(",")) {
            argument++;
        } else if (argument == 2) {
            boolean on = isOn(text);
            called = Optional.of(new Values(on, on));
        } else if (argument == 3) {
            boolean local = isOn(text);
            called = called.map(found -> new Values(found.now(), local ? values.session() : found.session()));
            argument = 0;
        } else if (token.kind() == Token.Kind.QUOTED) {
            assignments(text);
        }
        beforeLast = last;
        last = text;
    }

    private void assignments(String text) {
        if (!text.contains(SETTING)) {
            return;
        }
        Matcher assignment = Pattern.compile(ASSIGNMENT).matcher(text);
        while (assignment.find()) {
            boolean on = isOn(assignment.group(1));
            called = Optional.of(new Values(on, on));
        }
    }

    /** Reads the words of a statement that ended. */
    public void endOfStatement(List<String> words) {
        Optional<Values> changed = called;
        called = Optional.empty();
        argument = 0;
        if (words.isEmpty()) {
            return;
        }
        switch (words.get(0)) {
            case "set" -> set(words);
            case "reset", "discard" -> reset(words);
            case "savepoint" -> savepoints.push(new Savepoint(words.get(words.size() - 1), values));
            case "rollback" -> rollback(words);
            case "release" -> release(words.get(words.size() - 1));
            default ->
                changed.filter(found -> !DEFINITIONS.contains(words.get(0))).ifPresent(found -> values = found);
        }
    }

    /** A transaction ended: what was set with LOCAL ends with it. */
    public void endOfTransaction() {
        values = new Values(values.session(), values.session());
        savepoints.clear();
    }

    private void set(List<String> words) {
        int name = words.size() > 1 && Set.of("local", "session").contains(words.get(1)) ? 2 : 1;
        if (words.size() > name + 2 && words.get(name).replace("\"", "").equals(SETTING)) {
            boolean on = isOn(words.get(name + 2).toLowerCase(Locale.ROOT));
            values = new Values(on, words.get(1).equals("local") ? values.session() : on);
        }
    }

    private void reset(List<String> words) {
        boolean all = words.size() == 2 && words.get(1).equals("all");
        if (all
                || (words.get(0).equals("reset")
                        && words.size() == 2
                        && words.get(1).equals(SETTING))) {
            values = new Values(true, true);
        }
    }

    private void rollback(List<String> words) {
        if (!words.contains("to")
                || savepoints.stream().noneMatch(point -> point.name().equals(words.get(words.size() - 1)))) {
            return;
        }
        while (!savepoints.element().name().equals(words.get(words.size() - 1))) {
            savepoints.pop();
        }
        values = savepoints.element().values();
    }

    private void release(String name) {
        if (savepoints.stream().anyMatch(point -> point.name().equals(name))) {
            while (!savepoints.pop().name().equals(name)) {
                // Those above it end with it.
            }
        }
    }

    private static boolean isOn(String value) {
        return !OFF.contains(value.replace("'", ""));
    }
}
