package dev.migration.sql;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Follows what a script says about {@code standard_conforming_strings}, where no server can be asked: whether a backslash in a
 * plain literal is an ordinary character.
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

    /** Whether it is an ordinary character behind what was followed so far. */
    public boolean areOn() {
        return on;
    }

    /** Follows the tokens of a statement. */
    public void statement(String text) {
        StatementWords words = new StatementWords();
        boolean now = on;
        SqlLexer lexer = new SqlLexer(SqlInput.of(text), Position.START, () -> now);
        for (Token token = lexer.next(); token.kind() != Token.Kind.END; token = lexer.next()) {
            if (token.isSignificant()) {
                words.add(token);
                token(token);
            }
        }
        endOfStatement(words.list());
    }

    /** A token of a statement: a call of {@code set_config} or a block that names the setting changes it as well. */
    public void token(Token token) {
        boolean mayName = token.kind() == Token.Kind.QUOTED && token.text().length() > SETTING.length();
        if (!mentioned && !mayName) {
            return;
        }
        String text = token.text().toLowerCase(Locale.ROOT);
        if (mentioned && OFF.contains(text)) {
            on = false;
        } else if (mentioned && ON.contains(text)) {
            on = true;
        }
        mentioned = text.equals("'" + SETTING + "'") || (mentioned && text.equals(","));
        Matcher inside = ASSIGNMENT.matcher(text);
        while (token.kind() == Token.Kind.QUOTED && inside.find()) {
            on = !OFF.contains(inside.group(1));
        }
    }

    /** The server reads what comes after {@code SET [LOCAL] standard_conforming_strings = off} in another way. */
    public void endOfStatement(List<String> words) {
        int name = words.indexOf(SETTING);
        if (name > 0 && words.get(0).equals("set") && words.size() > name + 2) {
            on = !OFF.contains(words.get(name + 2).toLowerCase(Locale.ROOT));
        } else if ((name == 1 && words.get(0).equals("reset")) || RESETS.contains(words)) {
            on = true;
        }
    }
}
