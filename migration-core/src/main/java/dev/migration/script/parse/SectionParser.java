// SPDX-License-Identifier: Apache-2.0
package dev.migration.script.parse;

import java.util.List;
import java.util.Locale;

import dev.migration.script.SqlSection;
import dev.migration.script.Variables;
import dev.migration.script.location.ScriptSource;
import dev.migration.sql.ConformingStrings;
import dev.migration.sql.Position;
import dev.migration.sql.StatementKind;
import dev.migration.sql.StatementWords;
import dev.migration.sql.Token;
import dev.migration.sql.TokenHash;
import dev.migration.sql.TransactionSupport;

/** Reads the tokens of one section: computes its checksum and refuses statements that a revision must not contain. */
final class SectionParser {

    private final FaultCollector faults;
    private final Variables variables;
    private final Position start;
    private final TokenHash hash = new TokenHash();
    private final StatementWords words = new StatementWords();
    private final TransactionSupport transaction = new TransactionSupport();
    private final ConformingStrings strings = new ConformingStrings();
    private int statementLine;
    private int nonTransactionalLine;

    SectionParser(FaultCollector faults, Variables variables, Position start) {
        this.faults = faults;
        this.variables = variables;
        this.start = start;
    }

    void token(Token token) {
        hash.add(token);
        if (token.isSignificant()) {
            significant(token);
            checkVariables(token);
        } else if (token.kind() == Token.Kind.TERMINATOR) {
            endStatement();
        }
    }

    void data(String line) {
        hash.addLine(line);
    }

    /** The section as a position in {@code source}; call it after the last token. */
    SqlSection end(ScriptSource source, Position end) {
        endStatement();
        return new SqlSection(source, start, end.offset(), transaction.fits());
    }

    String checksum() {
        return hash.value();
    }

    /** The line of the first statement that cannot run in one transaction with those before it; 0 if all can. */
    int nonTransactionalLine() {
        return nonTransactionalLine;
    }

    private void noteNonTransactional() {
        if (!transaction.fits() && nonTransactionalLine == 0) {
            nonTransactionalLine = statementLine;
        }
    }

    /** Whether a backslash in a plain literal is an ordinary character at this point of the section. */
    boolean standardConformingStrings() {
        return strings.areOn();
    }

    private void checkVariables(Token token) {
        for (String problem : variables.faultsIn(token.text())) {
            faults.add(
                    token.position().line(),
                    problem,
                    "Define it under migration.variables, or use one of: " + variables.names() + ".");
        }
    }

    private void significant(Token token) {
        if (words.isEmpty()) {
            statementLine = token.position().line();
        }
        words.add(token);
        transaction.token(token);
        strings.token(token);
        noteNonTransactional();
    }

    private void endStatement() {
        List<String> first = words.list();
        transaction.endOfStatement(first);
        noteNonTransactional();
        if (StatementKind.of(first) == StatementKind.TRANSACTION_CONTROL) {
            faults.add(
                    statementLine,
                    "'" + firstWords(first) + "' begins or ends a transaction.",
                    "Delete it: each revision runs in a transaction of its own, which is committed after its last"
                            + " statement.");
        }
        if (StatementWords.areNamelessConcurrentIndex(first)) {
            faults.add(
                    statementLine,
                    "An index that is built concurrently has no name.",
                    "Give it one: after an interruption, its state is looked up by its name.");
        }
        strings.endOfStatement(first);
        if (StatementKind.of(first) == StatementKind.NON_TRANSACTIONAL) {
            strings.endOfTransaction();
        }
        words.clear();
    }

    /** The first key words, by which the statement was recognised. */
    private static String firstWords(List<String> words) {
        return String.join(" ", words.subList(0, Math.min(2, words.size()))).toUpperCase(Locale.ROOT);
    }
}
