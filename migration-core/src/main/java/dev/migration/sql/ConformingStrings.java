// SPDX-License-Identifier: Apache-2.0
package dev.migration.sql;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tracks {@code standard_conforming_strings} through the statements of a script, for callers without a server
 * connection: it decides whether a backslash in a plain literal is an ordinary character.
 */
public final class ConformingStrings {

    private static final String SETTING = "standard_conforming_strings";
    private static final Pattern ASSIGNMENT =
            Pattern.compile(SETTING + "'*\\s*(?:,|=|to\\s)\\s*'*(on|off|true|false|yes|no|1|0)\\b");

    private static final Set<List<String>> RESETS = Set.of(List.of("reset", "all"), List.of("discard", "all"));

    private static final Set<String> ON = Set.of("on", "'on'", "true", "'true'", "yes", "'yes'", "1", "'1'");
    private static final Set<String> OFF = Set.of("off", "'off'", "false", "'false'", "no", "'no'", "0", "'0'");

    private boolean on = true;
    private boolean mentioned;

    /** Whether the setting is on after the statements read so far. */
    public boolean areOn() {
        return on;
    }

    /** Reads a whole statement. */
    public void statement(String text) {
        StatementWords words = new StatementWords();
        boolean atStart = on;
        SqlLexer lexer = new SqlLexer(SqlInput.of(text), Position.START, () -> atStart);
        for (Token token = lexer.next(); token.kind() != Token.Kind.END; token = lexer.next()) {
            if (token.isSignificant()) {
                words.add(token);
                token(token);
            }
        }
        endOfStatement(words.list());
    }

    /**
     * Reads a token of a statement. A call of {@code set_config} and a block that contains an assignment change the
     * setting as well.
     */
    public void token(Token token) {
        boolean mayContain = token.kind() == Token.Kind.QUOTED && token.text().length() > SETTING.length();
        if (!mentioned && !mayContain) {
            return;
        }
        String text = token.text().toLowerCase(Locale.ROOT);
        if (mentioned && OFF.contains(text)) {
            on = false;
        } else if (mentioned && ON.contains(text)) {
            on = true;
        }
        mentioned = text.equals("'" + SETTING + "'") || (mentioned && text.equals(","));
        Matcher assignment = ASSIGNMENT.matcher(text);
        while (token.kind() == Token.Kind.QUOTED && assignment.find()) {
            on = !OFF.contains(assignment.group(1));
        }
    }

    /**
     * Reads the words of a statement that ended: {@code SET [LOCAL] standard_conforming_strings = off} changes how the
     * server reads the rest of the script.
     */
    public void endOfStatement(List<String> words) {
        int name = words.indexOf(SETTING);
        if (name > 0 && words.get(0).equals("set") && words.size() > name + 2) {
            on = !OFF.contains(words.get(name + 2).toLowerCase(Locale.ROOT));
        } else if ((name == 1 && words.get(0).equals("reset")) || RESETS.contains(words)) {
            on = true;
        }
    }
}
