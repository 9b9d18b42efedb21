package dev.migration.execution.step;

import java.sql.SQLException;
import java.util.stream.Collectors;

import org.postgresql.core.BaseConnection;

import dev.migration.execution.failure.Origin;
import dev.migration.execution.failure.StateChangedException;
import dev.migration.execution.session.ExecutionSettings;
import dev.migration.execution.session.MigrationSession;
import dev.migration.revision.Repeatable;
import dev.migration.script.RepeatableScript;
import dev.migration.sql.Quoting;

/**
 * Runs repeatables in the transaction of a step: each begins with a clean session and with its own timeouts, and is followed
 * by the rows about it.
 */
final class RepeatableRunner {

    private final MigrationSession session;
    private final ExecutionSettings settings;
    private final Workplace workplace;
    private final StepTransaction transaction;

    RepeatableRunner(
            MigrationSession session, ExecutionSettings settings, Workplace workplace, StepTransaction transaction) {
        this.session = session;
        this.settings = settings;
        this.workplace = workplace;
        this.transaction = transaction;
    }

    /**
     * Whether nobody else applied one of them since the plan was made. One without a checksum was dropped by a revision, also
     * by one of this plan.
     */
    Parcel unchanged(StepBody.Repeating body) {
        String others = body.repeatables().stream()
                .map(RepeatableScript::repeatable)
                .map(repeatable -> "(revision = " + Quoting.literal(repeatable.key()) + " AND checksum <> "
                        + Quoting.literal(body.found().getOrDefault(repeatable.name(), "")) + ")")
                .collect(Collectors.joining(" OR "));
        Repeatable first = body.repeatables().get(0).repeatable();
        return new Parcel.Condition(
                "NOT EXISTS (SELECT FROM " + workplace.tables().revisions() + " WHERE " + others + ")",
                new StateChangedException(first.key(), "another session applied repeatables"));
    }

    /** Hands all of them to the pipeline; the last may still wait in it afterwards. */
    void run(Attempt attempt, StepBody.Repeating body, Pipeline pipeline) throws Exception {
        for (RepeatableScript script : body.repeatables()) {
            begin(attempt, script, pipeline);
            new ScriptRunner(session.connection(), settings.variables(), Origin.of(script))
                    .run(script.section(), pipeline);
            pipeline.addAll(transaction.closing());
            pipeline.addRows(workplace.records().repeated(attempt.plan().operation(), script));
        }
    }

    private void begin(Attempt attempt, RepeatableScript script, Pipeline pipeline) throws Exception {
        for (String statement : session.resetStatementsInTransaction()) {
            pipeline.add(new Parcel.Ours(statement));
        }
        pipeline.addAll(transaction.limits(attempt.plan(), attempt.step(), script.options()));
        pipeline.add(new Parcel.Ours(workplace.records().beginOfRepeatable()));
        if (readsQuotesInAnotherWay()) {
            // The reset must be over before the server reads the script.
            pipeline.flush();
        }
    }

    private boolean readsQuotesInAnotherWay() throws SQLException {
        return !session.connection().unwrap(BaseConnection.class).getStandardConformingStrings();
    }
}
