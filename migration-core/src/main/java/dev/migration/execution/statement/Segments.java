// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.statement;

import java.util.Optional;
import java.util.regex.Pattern;

import dev.migration.batch.Batch;
import dev.migration.batch.BatchDirective;
import dev.migration.script.ScriptOptions;
import dev.migration.script.SqlSection;
import dev.migration.sql.NonTransactionalStatement;
import dev.migration.sql.Position;
import dev.migration.sql.SqlInput;
import dev.migration.sql.SqlStatement;
import dev.migration.sql.StatementKind;
import dev.migration.sql.StatementReader;
import dev.migration.sql.StatementWords;

/** Divides a script that does not fit into one transaction into segments (ADR 12). */
public final class Segments {

    private static final Pattern SETTINGS =
            Pattern.compile("\\A(set|reset|discard)\\b|\\bset_config\\b", Pattern.CASE_INSENSITIVE);

    private final ScriptOptions options;

    public Segments(ScriptOptions options) {
        this.options = options;
    }

    /** The text of the first segments; the whole text if it has no more segments. */
    public String first(int count, String text) {
        StatementReader reader = new StatementReader(SqlInput.of(text), Position.START, () -> true);
        Optional<SqlStatement> next = reader.next();
        for (int segment = 0; segment < count && next.isPresent(); segment++) {
            boolean ends;
            do {
                ends = end(next.get());
                next = reader.next();
            } while (!ends && next.isPresent() && !isSingle(next.get()));
        }
        return next.map(statement ->
                        text.substring(0, Math.toIntExact(statement.position().offset())))
                .orElse(text);
    }

    /** Whether a section has a statement after which a segment ends. */
    public boolean endIn(SqlSection section) {
        try (SqlInput input = section.open()) {
            StatementReader reader = new StatementReader(input, section.start(), () -> true);
            Optional<SqlStatement> statement = reader.next();
            while (statement.isPresent() && !end(statement.get())) {
                statement = reader.next();
            }
            return statement.isPresent();
        }
    }

    /** Whether a statement is a segment of its own that runs outside a transaction. */
    public boolean isAlone(SqlStatement statement) {
        boolean nonTransactional =
                StatementKind.of(StatementWords.of(statement.text())) == StatementKind.NON_TRANSACTIONAL;
        return nonTransactional
                || (options.statementByStatement() && NonTransactionalStatement.mayCommit(statement.text()));
    }

    /** Whether a statement is a segment of its own. */
    public boolean isSingle(SqlStatement statement) {
        return isAlone(statement) || isBatched(statement);
    }

    /** Whether a statement is a segment of its own that runs in batches. */
    public boolean isBatched(SqlStatement statement) {
        return BatchDirective.of(statement).isPresent();
    }

    /** Whether a statement runs in the background, together with all statements behind it. */
    public boolean isInBackground(SqlStatement statement) {
        return options.background() != ScriptOptions.Background.NO
                || BatchDirective.of(statement)
                        .flatMap(BatchDirective::batch)
                        .filter(Batch::isInBackground)
                        .isPresent();
    }

    /** For whom the last statements of a section wait, if they may. */
    StepBody.Queue queue(SqlSection section) {
        if (options.background() != ScriptOptions.Background.NO) {
            return options.background() == ScriptOptions.Background.YES
                    ? StepBody.Queue.WORKERS
                    : StepBody.Queue.APPROVAL;
        }
        StepBody.Queue queue = StepBody.Queue.NONE;
        if (section.batched()) {
            try (SqlInput input = section.open()) {
                StatementReader reader = new StatementReader(input, section.start(), () -> true);
                Optional<SqlStatement> statement = reader.next();
                while (statement.isPresent()) {
                    queue = stricter(queue, statement.get());
                    statement = reader.next();
                }
            }
        }
        return queue;
    }

    private static StepBody.Queue stricter(StepBody.Queue queue, SqlStatement statement) {
        Optional<Batch.Mode> mode =
                BatchDirective.of(statement).flatMap(BatchDirective::batch).map(Batch::mode);
        if (queue == StepBody.Queue.APPROVAL || mode.equals(Optional.of(Batch.Mode.BACKGROUND_IF_APPROVED))) {
            return StepBody.Queue.APPROVAL;
        }
        return mode.equals(Optional.of(Batch.Mode.BACKGROUND)) ? StepBody.Queue.WORKERS : queue;
    }

    /** Whether a statement of a section changes the settings of the session, as far as its text shows. */
    boolean changeSettings(SqlSection section) {
        try (SqlInput input = section.open()) {
            StatementReader reader = new StatementReader(input, section.start(), () -> true);
            Optional<SqlStatement> statement = reader.next();
            while (statement.isPresent()
                    && !SETTINGS.matcher(statement.get().text()).find()) {
                statement = reader.next();
            }
            return statement.isPresent();
        }
    }

    /** Whether a segment ends after a statement. */
    public boolean end(SqlStatement statement) {
        return options.statementByStatement()
                || isSingle(statement)
                || StatementWords.requireCommit(StatementWords.of(statement.text()));
    }
}
