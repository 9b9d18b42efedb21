package dev.migration.execution.statement;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import dev.migration.execution.report.StateChangedException;
import dev.migration.execution.report.StatementSource;
import dev.migration.execution.session.ExecutionSettings;
import dev.migration.execution.session.SessionStatements;
import dev.migration.revision.Repeatable;
import dev.migration.script.RepeatableScript;
import dev.migration.sql.Quoting;

/**
 * Repeatables in the transaction of a step: each begins with a clean session and with its own timeouts, and is followed
 * by the rows about it.
 */
public final class RepeatableScriptStatements {

    private final SessionStatements session;
    private final ExecutionSettings settings;
    private final RunContext workplace;
    private final TransactionStatements transaction;

    /** @param transaction the transaction that they are in */
    public RepeatableScriptStatements(
            SessionStatements session,
            ExecutionSettings settings,
            RunContext workplace,
            TransactionStatements transaction) {
        this.session = session;
        this.settings = settings;
        this.workplace = workplace;
        this.transaction = transaction;
    }

    /**
     * Whether nobody else applied one of them since the plan was made. One without a checksum was dropped by a revision, also
     * by one of this plan. Nothing where nobody knows what was applied.
     */
    List<StepStatement> unchanged(StepBody.Repeating body) {
        return body.found().stream().map(found -> unchanged(body, found)).toList();
    }

    private StepStatement unchanged(StepBody.Repeating body, Map<String, String> found) {
        String others = body.repeatables().stream()
                .map(RepeatableScript::repeatable)
                .map(repeatable -> "(revision = " + Quoting.literal(repeatable.key()) + " AND checksum <> "
                        + Quoting.literal(found.getOrDefault(repeatable.name(), "")) + ")")
                .collect(Collectors.joining(" OR "));
        Repeatable first = body.repeatables().get(0).repeatable();
        return new StepStatement.Condition(
                "NOT EXISTS (SELECT FROM " + workplace.tables().revisions() + " WHERE " + others + ")",
                new StateChangedException(first.key(), "another session applied repeatables"));
    }

    /** Hands one of them to the outlet; its end may still wait there afterwards. */
    void add(StepTask task, RepeatableScript script, StatementSink outlet) throws Exception {
        begin(task, script, outlet);
        new ScriptStatements(settings.variables(), StatementSource.of(script)).add(script.section(), outlet);
        outlet.addAll(transaction.closing());
        outlet.addRows(workplace.records().repeated(task.plan().operation(), script));
    }

    private void begin(StepTask task, RepeatableScript script, StatementSink outlet) throws Exception {
        for (String statement : session.resetStatementsInTransaction()) {
            outlet.add(new StepStatement.Ours(statement));
        }
        outlet.addAll(transaction.limits(task, script.options()));
        outlet.add(new StepStatement.Ours(workplace.records().beginOfRepeatable()));
        outlet.flushBeforeReading();
    }
}
