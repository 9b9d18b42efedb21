// SPDX-License-Identifier: Apache-2.0
package dev.migration.offline.recording;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.migration.execution.statement.StepBody;
import dev.migration.execution.step.JavaRevisionRunner;
import dev.migration.plan.Step;
import dev.migration.script.JavaRevision;
import dev.migration.sql.Position;
import dev.migration.sql.SqlInput;
import dev.migration.sql.SqlStatement;
import dev.migration.sql.StatementReader;
import dev.migration.sql.StatementWords;

/** Records the statements of one Java revision. */
public final class RevisionRecorder {

    private static final List<String> QUERIES = List.of("select", "values", "table", "show", "explain", "fetch");

    private final String revision;
    private final String source;
    private final List<String> statements = new ArrayList<>();
    private Optional<UnrecordableRevisionException> refusal = Optional.empty();

    private RevisionRecorder(String revision, String source) {
        this.revision = revision;
        this.source = source;
    }

    /**
     * Calls the Java revision of a body, if it has one, and returns its statements, each without its semicolon.
     *
     * @throws UnrecordableRevisionException if it needs a database
     */
    public static List<String> record(Step step, StepBody body) {
        if (body instanceof StepBody.Repeating repeating) {
            return repeating.revision().map(revision -> record(step, revision)).orElse(List.of());
        }
        if (body instanceof StepBody.BatchedCode batched) {
            throw new RevisionRecorder(step.revision().id(), batched.source())
                    .refuse("context.batch(…)", "whose rows only a database has");
        }
        return body instanceof StepBody.Code code ? record(step, code.revision()) : List.of();
    }

    private static List<String> record(Step step, JavaRevision code) {
        RevisionRecorder recorder =
                new RevisionRecorder(step.revision().id(), code.getClass().getName());
        try {
            new JavaRevisionRunner(RecordingConnection.of(recorder)).run(step, code);
        } catch (SQLException | RuntimeException failure) {
            throw recorder.refusal.orElseGet(() -> recorder.failed(failure));
        }
        // The revision may have caught the exception.
        recorder.refusal.ifPresent(refusal -> {
            throw refusal;
        });
        return List.copyOf(recorder.statements);
    }

    private UnrecordableRevisionException failed(Exception failure) {
        UnrecordableRevisionException failed =
                new UnrecordableRevisionException(revision, source, "failed: " + failure);
        failed.initCause(failure);
        return failed;
    }

    /** Records a text of one or more statements, which contains its values. */
    void add(String sql) {
        // The data of a COPY begin after a semicolon. It is on a line of its own, because the last line may be a
        // comment.
        try (SqlInput input = SqlInput.of(sql + "\n;")) {
            StatementReader reader = new StatementReader(input, Position.START, () -> true);
            for (Optional<SqlStatement> next = reader.next(); next.isPresent(); next = reader.next()) {
                if (next.get().copiesFromStdin()) {
                    throw refuse("'" + next.get().summary() + "'", "whose data come from the connection");
                }
                statements.add(next.get().text());
            }
        }
    }

    /** Whether a statement returns rows. */
    static boolean returnsRows(String sql) {
        List<String> words = StatementWords.of(sql);
        return !words.isEmpty() && (QUERIES.contains(words.get(0)) || words.contains("returning"));
    }

    UnrecordableRevisionException refuse(String call, String reason) {
        UnrecordableRevisionException refused =
                new UnrecordableRevisionException(revision, source, "called " + call + ", " + reason);
        if (refusal.isEmpty()) {
            refusal = Optional.of(refused);
        }
        return refused;
    }

    UnrecordableRevisionException needsResult(String call) {
        return refuse(call, "whose result only a database knows");
    }
}
