package dev.migration.execution.parcel;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import dev.migration.execution.failure.Origin;
import dev.migration.execution.failure.StateChangedException;
import dev.migration.execution.session.ExecutionSettings;
import dev.migration.execution.session.SessionStatements;
import dev.migration.revision.Repeatable;
import dev.migration.script.RepeatableScript;
import dev.migration.sql.Quoting;

/**
 * Repeatables in the transaction of a step: each begins with a clean session and with its own timeouts, and is followed
 * by the rows about it.
 */
public final class RepeatableParcels {

    private final SessionStatements session;
    private final ExecutionSettings settings;
    private final Workplace workplace;
    private final TransactionParcels transaction;

    /** @param transaction the transaction that they are in */
    public RepeatableParcels(
            SessionStatements session,
            ExecutionSettings settings,
            Workplace workplace,
            TransactionParcels transaction) {
        this.session = session;
        this.settings = settings;
        this.workplace = workplace;
        this.transaction = transaction;
    }

    /**
     * Whether nobody else applied one of them since the plan was made. One without a checksum was dropped by a revision, also
     * by one of this plan. Nothing where nobody knows what was applied.
     */
    List<Parcel> unchanged(StepBody.Repeating body) {
        return body.found().stream().map(found -> unchanged(body, found)).toList();
    }

    private Parcel unchanged(StepBody.Repeating body, Map<String, String> found) {
        String others = body.repeatables().stream()
                .map(RepeatableScript::repeatable)
                .map(repeatable -> "(revision = " + Quoting.literal(repeatable.key()) + " AND checksum <> "
                        + Quoting.literal(found.getOrDefault(repeatable.name(), "")) + ")")
                .collect(Collectors.joining(" OR "));
        Repeatable first = body.repeatables().get(0).repeatable();
        return new Parcel.Condition(
                "NOT EXISTS (SELECT FROM " + workplace.tables().revisions() + " WHERE " + others + ")",
                new StateChangedException(first.key(), "another session applied repeatables"));
    }

    /** Hands one of them to the outlet; its end may still wait there afterwards. */
    void add(Task task, RepeatableScript script, Outlet outlet) throws Exception {
        begin(task, script, outlet);
        new ScriptParcels(settings.variables(), Origin.of(script)).add(script.section(), outlet);
        outlet.addAll(transaction.closing());
        outlet.addRows(workplace.records().repeated(task.plan().operation(), script));
    }

    private void begin(Task task, RepeatableScript script, Outlet outlet) throws Exception {
        for (String statement : session.resetStatementsInTransaction()) {
            outlet.add(new Parcel.Ours(statement));
        }
        outlet.addAll(transaction.limits(task, script.options()));
        outlet.add(new Parcel.Ours(workplace.records().beginOfRepeatable()));
        outlet.flushBeforeReading();
    }
}
