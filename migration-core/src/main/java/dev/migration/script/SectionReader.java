package dev.migration.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import dev.migration.sql.Position;
import dev.migration.sql.StatementKind;
import dev.migration.sql.Token;
import dev.migration.sql.TokenHash;

/** Follows the tokens of one section: hashes them, and refuses what must not stand in a revision. */
final class SectionReader {

    /** Enough to recognise a statement by; a statement may have millions of words. */
    private static final int FIRST_WORDS = 32;

    private static final Set<String> OFF = Set.of("off", "'off'", "false", "'false'", "no", "'no'", "0", "'0'");

    private final FaultList faults;
    private final Variables variables;
    private final Position start;
    private final TokenHash hash = new TokenHash();
    private final List<String> words = new ArrayList<>();
    private boolean standardConformingStrings = true;
    private int statementLine;
    private int brackets;

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
        return new SqlSection(source, start, end.offset());
    }

    String checksum() {
        return hash.value();
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
        if (token.text().equals("(")) {
            brackets++;
        } else if (token.text().equals(")")) {
            brackets--;
        } else if (brackets == 0 && words.size() < FIRST_WORDS) {
            words.add(token.text().toLowerCase(Locale.ROOT));
        }
    }

    private void endStatement() {
        switch (StatementKind.of(words)) {
            case TRANSACTION_CONTROL ->
                faults.add(
                        statementLine,
                        "'" + firstWords() + "' begins or ends a transaction.",
                        "Delete it: each revision runs in a transaction of its own, which is committed after its last"
                                + " statement.");
            case NON_TRANSACTIONAL ->
                faults.add(
                        statementLine,
                        "'" + firstWords()
                                + "' cannot run inside a transaction, and this version runs every revision in one.",
                        words.contains("concurrently")
                                ? "Write it without CONCURRENTLY, or run it by hand outside the revisions."
                                : "Run it by hand outside the revisions.");
            case PLAIN -> {}
        }
        followSetting();
        words.clear();
        brackets = 0;
    }

    /** The server reads what comes after {@code SET [LOCAL] standard_conforming_strings = off} in another way. */
    private void followSetting() {
        int name = words.indexOf("standard_conforming_strings");
        if (name > 0 && words.get(0).equals("set") && words.size() > name + 2) {
            standardConformingStrings = !OFF.contains(words.get(name + 2));
        } else if (name == 1 && words.get(0).equals("reset")) {
            standardConformingStrings = true;
        }
    }

    /** The key words that the statement was told by: up to CONCURRENTLY, else the first two. */
    private String firstWords() {
        int concurrently = words.indexOf("concurrently") + 1;
        int shown = concurrently > 0 ? concurrently : Math.min(2, words.size());
        return String.join(" ", words.subList(0, shown)).toUpperCase(Locale.ROOT);
    }
}
