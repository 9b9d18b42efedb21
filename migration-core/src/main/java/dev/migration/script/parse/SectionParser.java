// SPDX-License-Identifier: Apache-2.0
package dev.migration.script.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import dev.migration.batch.Batch;
import dev.migration.script.SqlSection;
import dev.migration.script.Variables;
import dev.migration.script.location.ScriptSource;
import dev.migration.sql.Identifier;
import dev.migration.sql.Position;
import dev.migration.sql.StatementKind;
import dev.migration.sql.StatementWords;
import dev.migration.sql.Token;
import dev.migration.sql.TokenHash;
import dev.migration.sql.TransactionSupport;
import dev.migration.sql.section.ConformingStrings;
import dev.migration.sql.section.StandIn;
import dev.migration.sql.section.TransactionPair;

/** Reads the tokens of one section: computes its checksum and refuses statements that a revision must not contain. */
final class SectionParser {

    private final FaultCollector faults;
    private final Variables variables;
    private final Position start;
    private final TokenHash hash = new TokenHash();
    private final StandIn standIn = new StandIn();
    private final TransactionPair pair = new TransactionPair();
    private final List<Control> controls = new ArrayList<>();
    private final StatementWords words = new StatementWords();
    private final TransactionSupport transaction = new TransactionSupport();
    private final ConformingStrings strings = new ConformingStrings();
    private final BatchCheck batch = new BatchCheck();
    private final List<Batch> triggers = new ArrayList<>();
    private int statementLine;
    private int nonTransactionalLine;

    SectionParser(FaultCollector faults, Variables variables, Position start) {
        this.faults = faults;
        this.variables = variables;
        this.start = start;
    }

    void token(Token token) {
        hash.add(token);
        standIn.add(token);
        pair.add(token);
        if (token.isSignificant()) {
            significant(token);
            checkVariables(token);
        } else if (token.kind() == Token.Kind.TERMINATOR) {
            endStatement();
        }
    }

    /** Reads the directive of the next statement. */
    void batch(Directive directive, FaultCollector collector) {
        batch.directive(directive, words.isEmpty(), collector);
    }

    /** The section must drop these triggers, which the upgrade section creates. */
    void mustDrop(List<Batch> created) {
        triggers.addAll(created);
    }

    /** The batches that create a trigger. */
    List<Batch> triggers() {
        return batch.triggers();
    }

    void data(String line) {
        hash.addLine(line);
    }

    /**
     * The section as a position in {@code source}; call it after the last token.
     *
     * @param name the name of the script for 'edit --unwrap'; empty if it must not be unwrapped
     */
    SqlSection end(ScriptSource source, Position end, Optional<String> name) {
        endStatement();
        pair.endOfStatement();
        batch.endOfSection();
        triggers.forEach(left -> faults.add(
                start.line(),
                "The downgrade does not drop the trigger " + left.trigger().orElse("") + ", which the upgrade creates.",
                "Write into it: " + left.dropTrigger()));
        refuseControls(name);
        return new SqlSection(source, start, end.offset(), transaction.fits(), batch.isUsed());
    }

    String checksum() {
        return hash.value();
    }

    /** Whether the section is a stand-in, which has no checksum. */
    boolean isStandIn() {
        return standIn.matches();
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
        batch.token(token);
        triggers.removeIf(dropped -> dropped.triggerName().equals(Identifier.folded(token.text())));
        transaction.token(token);
        strings.token(token);
        noteNonTransactional();
    }

    private void endStatement() {
        List<String> first = words.list();
        transaction.endOfStatement(first);
        noteNonTransactional();
        if (StatementKind.of(first) == StatementKind.TRANSACTION_CONTROL) {
            controls.add(new Control(faults.size(), statementLine, firstWords(first)));
        }
        if (StatementWords.areNamelessConcurrentIndex(first)) {
            faults.add(
                    statementLine,
                    "An index that is built concurrently has no name.",
                    "Give it one: after an interruption, its state is looked up by its name.");
        }
        batch.endOfStatement(statementLine);
        strings.endOfStatement(first);
        if (StatementKind.of(first) == StatementKind.NON_TRANSACTIONAL) {
            strings.endOfTransaction();
        }
        words.clear();
    }

    /** Only the end of the section shows whether the statements are a pair around it. */
    private void refuseControls(Optional<String> name) {
        String remedy =
                "Delete it: each revision runs in a transaction of its own, which is committed after its last statement."
                        + name.filter(known -> pair.isAround())
                                .map(known -> " 'edit --unwrap " + known + "' deletes this pair.")
                                .orElse("");
        for (int index = controls.size() - 1; index >= 0; index--) {
            Control control = controls.get(index);
            faults.addAt(
                    control.faultIndex(),
                    control.line(),
                    "'" + control.words() + "' begins or ends a transaction.",
                    remedy);
        }
        controls.clear();
    }

    /** The first key words, by which the statement was recognised. */
    private static String firstWords(List<String> words) {
        return String.join(" ", words.subList(0, Math.min(2, words.size()))).toUpperCase(Locale.ROOT);
    }

    /**
     * A statement that begins or ends a transaction.
     *
     * @param faultIndex the index of its fault in the list
     */
    private record Control(int faultIndex, int line, String words) {}
}
