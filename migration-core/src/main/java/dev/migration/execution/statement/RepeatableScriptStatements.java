// SPDX-License-Identifier: Apache-2.0
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
import dev.migration.version.table.StateStatement;

/**
 * The statements of repeatables in the transaction of a step. Each repeatable begins with a reset of the session and with its own
 * timeouts, and ends with the rows that record it.
 */
public final class RepeatableScriptStatements {

    private final SessionStatements session;
    private final ExecutionSettings settings;
    private final RunContext context;
    private final TransactionStatements transaction;

    /** @param transaction the transaction that contains the repeatables */
    public RepeatableScriptStatements(
            SessionStatements session,
            ExecutionSettings settings,
            RunContext context,
            TransactionStatements transaction) {
        this.session = session;
        this.settings = settings;
        this.context = context;
        this.transaction = transaction;
    }

    /**
     * The condition that no other session has applied one of them since the plan was made. A row without a checksum is permitted:
     * a revision, perhaps of this plan, has dropped the object. No condition if the applied checksums are unknown.
     */
    List<StepStatement> unchanged(StepBody.Repeating body) {
        return body.repeatables().isEmpty()
                ? List.of()
                : body.found().stream().map(found -> unchanged(body, found)).toList();
    }

    private StepStatement unchanged(StepBody.Repeating body, Map<String, String> found) {
        String others = body.repeatables().stream()
                .map(RepeatableScript::repeatable)
                .map(repeatable -> "(revision OPERATOR(pg_catalog.=) " + Quoting.literal(repeatable.key())
                        + " AND checksum OPERATOR(pg_catalog.<>) "
                        + Quoting.literal(found.getOrDefault(repeatable.name(), "")) + ")")
                .collect(Collectors.joining(" OR "));
        Repeatable first = body.repeatables().get(0).repeatable();
        return new StepStatement.Condition(
                "NOT EXISTS (SELECT FROM " + context.tables().revisions() + " WHERE " + others + ")",
                new StateChangedException(first.key(), "another session applied repeatables"));
    }

    /** Adds one repeatable to the sink, which may still buffer its last statements afterwards. */
    void add(StepTask task, RepeatableScript script, List<StateStatement> rows, StatementSink sink) throws Exception {
        begin(task, script, sink);
        new ScriptStatements(settings.variables(), StatementSource.of(script)).add(script.section(), sink);
        sink.addAll(transaction.closing());
        sink.addRows(rows);
    }

    private void begin(StepTask task, RepeatableScript script, StatementSink sink) throws Exception {
        for (String statement : session.resetStatementsInTransaction()) {
            sink.add(new StepStatement.Ours(statement));
        }
        sink.addAll(transaction.limits(task, script.options()));
        sink.add(new StepStatement.Ours(context.records().beginOfRepeatable()));
    }
}
