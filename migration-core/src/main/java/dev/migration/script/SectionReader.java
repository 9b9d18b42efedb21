package dev.migration.script;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.migration.sql.Position;
import dev.migration.sql.StatementKind;
import dev.migration.sql.StatementWords;
import dev.migration.sql.Token;
import dev.migration.sql.TokenHash;
import dev.migration.sql.TransactionFit;

/** Follows the tokens of one section: hashes them, and refuses what must not stand in a revision. */
final class SectionReader {

    private static final String SETTING = "standard_conforming_strings";
    private static final Pattern ASSIGNMENT =
            Pattern.compile(SETTING + "'*\\s*(?:,|=|to\\s)\\s*'*(on|off|true|false|yes|no|1|0)\\b");

    private static final Set<List<String>> RESETS = Set.of(List.of("reset", "all"), List.of("discard", "all"));

    private static final Set<String> ON = Set.of("on", "'on'", "true", "'true'", "yes", "'yes'", "1", "'1'");
    private static final Set<String> OFF = Set.of("off", "'off'", "false", "'false'", "no", "'no'", "0", "'0'");

    private final FaultList faults;
    private final Variables variables;
    private final Position start;
    private final TokenHash hash = new TokenHash();
    private final StatementWords words = new StatementWords();
    private final TransactionFit fit = new TransactionFit();
    private boolean standardConformingStrings = true;
    private boolean mentioned;
    private int statementLine;
    private int misfit;

    SectionReader(FaultList faults, Variables variables, Position start) {
        this.faults = faults;
        this.variables = variables;
        this.start = start;
    }

    void token(Token token) {
        hash.add(token);
        if (token.isSignificant()) {
            remember(token);
            checkVariables(token);
        } else if (token.kind() == Token.Kind.TERMINATOR) {
            endStatement();
        }
    }

    void data(String line) {
        hash.addText(line);
    }

    /** The section as a place in {@code source}, once the last token is read. */
    SqlSection end(ScriptSource source, Position end) {
        endStatement();
        return new SqlSection(source, start, end.offset(), fit.fits());
    }

    String checksum() {
        return hash.value();
    }

    /** The line of the first statement that does not fit into a transaction with those before it; 0 when all do. */
    int misfit() {
        return misfit;
    }

    private void followFit() {
        if (!fit.fits() && misfit == 0) {
            misfit = statementLine;
        }
    }

    /** Whether a backslash in a plain literal is an ordinary character at this point of the section. */
    boolean standardConformingStrings() {
        return standardConformingStrings;
    }

    private void checkVariables(Token token) {
        for (String problem : variables.faultsIn(token.text())) {
            faults.add(
                    token.position().line(),
                    problem,
                    "Define it under migration.variables, or use one of: " + variables.names() + ".");
        }
    }

    private void remember(Token token) {
        if (words.isEmpty()) {
            statementLine = token.position().line();
        }
        words.add(token);
        fit.token(token);
        followMention(token);
        followFit();
    }

    private void endStatement() {
        List<String> first = words.list();
        fit.endOfStatement(first);
        followFit();
        if (StatementKind.of(first) == StatementKind.TRANSACTION_CONTROL) {
            faults.add(
                    statementLine,
                    "'" + firstWords(first) + "' begins or ends a transaction.",
                    "Delete it: each revision runs in a transaction of its own, which is committed after its last"
                            + " statement.");
        }
        if (isNamelessConcurrentIndex(first)) {
            faults.add(
                    statementLine,
                    "An index that is built concurrently has no name.",
                    "Give it one: what became of it is looked up by its name when the build is interrupted.");
        }
        followSetting(first);
        words.clear();
    }

    private static boolean isNamelessConcurrentIndex(List<String> words) {
        int concurrently = words.indexOf("concurrently");
        return words.indexOf("create") == 0
                && concurrently > 0
                && words.size() > concurrently + 1
                && words.get(concurrently - 1).equals("index")
                && words.get(concurrently + 1).equals("on");
    }

    /** A call of {@code set_config} or a block that names the setting changes it as well. */
    private void followMention(Token token) {
        boolean mayName = token.kind() == Token.Kind.QUOTED && token.text().length() > SETTING.length();
        if (!mentioned && !mayName) {
            return;
        }
        String text = token.text().toLowerCase(Locale.ROOT);
        if (mentioned && OFF.contains(text)) {
            standardConformingStrings = false;
        } else if (mentioned && ON.contains(text)) {
            standardConformingStrings = true;
        }
        mentioned = text.equals("'" + SETTING + "'") || (mentioned && text.equals(","));
        Matcher inside = ASSIGNMENT.matcher(text);
        while (token.kind() == Token.Kind.QUOTED && inside.find()) {
            standardConformingStrings = !OFF.contains(inside.group(1));
        }
    }

    private static boolean isOff(String value) {
        return OFF.contains(value.toLowerCase(Locale.ROOT));
    }

    /** The server reads what comes after {@code SET [LOCAL] standard_conforming_strings = off} in another way. */
    private void followSetting(List<String> words) {
        int name = words.indexOf(SETTING);
        if (name > 0 && words.get(0).equals("set") && words.size() > name + 2) {
            standardConformingStrings = !isOff(words.get(name + 2));
        } else if ((name == 1 && words.get(0).equals("reset")) || RESETS.contains(words)) {
            standardConformingStrings = true;
        }
    }

    /** The key words that the statement is told by. */
    private static String firstWords(List<String> words) {
        return String.join(" ", words.subList(0, Math.min(2, words.size()))).toUpperCase(Locale.ROOT);
    }
}
