// SPDX-License-Identifier: Apache-2.0
package dev.migration.script.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.migration.batch.Batch;
import dev.migration.batch.BatchDirective;
import dev.migration.batch.BatchFault;
import dev.migration.batch.BatchStatement;
import dev.migration.sql.Token;

/** Checks the {@code @batch} directives of one section, and the statements behind them. */
final class BatchCheck {

    private final List<Token> statement = new ArrayList<>();
    private @Nullable FaultCollector faults;
    private Optional<Batch> batch = Optional.empty();
    private final List<Batch> triggers = new ArrayList<>();
    private boolean used;
    private int line;

    /** Collects the faults behind the first batch that runs in the background. */
    private @Nullable FaultCollector background;

    /** @param betweenStatements whether no statement has begun */
    void directive(Directive directive, boolean betweenStatements, FaultCollector collector) {
        if (!betweenStatements) {
            collector.add(
                    directive.line(),
                    "'@batch' stands inside a statement.",
                    "Put it before the first word of the statement, or end the statement before it with a semicolon.");
        } else if (faults != null) {
            collector.add(
                    directive.line(), "There is a second '@batch' before the same statement.", "Keep one of them.");
        } else {
            line = directive.line();
            faults = collector;
            used = true;
            BatchDirective parsed = BatchDirective.parse(directive.value());
            add(collector, line, parsed.faults());
            batch = parsed.batch();
        }
    }

    void token(Token token) {
        if (faults == null && background != null) {
            background.add(
                    token.position().line(),
                    "A statement follows a batch with 'mode=background', which is not done when the upgrade ends.",
                    "Write it into a revision of its own, which revises this one.");
            background = null;
        }
        if (faults != null) {
            statement.add(token);
        }
    }

    /** The names of a statement with variables are known only when it runs; it is checked again then. */
    void endOfStatement(int statementLine) {
        FaultCollector collector = faults;
        if (collector == null || statement.isEmpty()) {
            return;
        }
        boolean variable = statement.stream().anyMatch(token -> token.text().contains("$"))
                || batch.filter(known -> known.table().contains("$")).isPresent();
        if (!variable) {
            batch.ifPresent(known -> add(collector, statementLine, BatchStatement.faults(known, statement)));
        }
        batch.filter(known -> known.trigger().isPresent()).ifPresent(triggers::add);
        background = batch.filter(Batch::isInBackground).isPresent() ? collector : background;
        clear();
    }

    void endOfSection() {
        if (faults != null) {
            faults.add(line, "No statement follows '@batch'.", "Delete it, or write the statement behind it.");
            clear();
        }
    }

    /** The batches of the section that create a trigger. */
    List<Batch> triggers() {
        return List.copyOf(triggers);
    }

    /** Whether the section has such a directive. */
    boolean isUsed() {
        return used;
    }

    private void clear() {
        faults = null;
        batch = Optional.empty();
        statement.clear();
    }

    private static void add(FaultCollector collector, int line, List<BatchFault> found) {
        found.forEach(fault -> collector.add(line, fault.problem(), fault.remedy()));
    }
}
