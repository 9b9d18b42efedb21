// SPDX-License-Identifier: Apache-2.0
package dev.migration.offline;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.migration.execution.StepBodyResolver;
import dev.migration.execution.statement.StepBody;
import dev.migration.plan.Step;
import dev.migration.script.Hook;
import dev.migration.script.RepeatableScript;
import dev.migration.script.Variables;
import dev.migration.script.load.RevisionScripts;
import dev.migration.sql.SqlInput;
import dev.migration.sql.SqlStatement;
import dev.migration.sql.StatementReader;
import dev.migration.sql.StatementWords;
import dev.migration.version.table.StoredScripts;

/**
 * Finds the body of each step of an offline plan. An enum value cannot be used before it is committed, and a text does not always
 * show that it is used. An online run splits the script after {@code ADD VALUE} only if the server rejects it (ADR 12). An
 * offline text is always split there, and its repeatables have a transaction of their own.
 */
record OfflineBodyResolver(RevisionScripts scripts, Variables variables) {

    /**
     * @throws dev.migration.execution.refusal.IrreversibleRevisionException if the plan reverts a revision without a downgrade
     */
    Map<Step, StepBody> of(OfflinePlan plan) {
        Map<Step, StepBody> bodies = new LinkedHashMap<>();
        new StepBodyResolver(scripts, plan.database(), StoredScripts.NONE, variables)
                .of(plan.plan())
                .forEach((step, body) -> {
                    if (body instanceof StepBody.Repeating repeating) {
                        putRepeating(bodies, step, repeating);
                    } else {
                        bodies.put(step, splitAtNewValues(body));
                    }
                });
        return bodies;
    }

    private void putRepeating(Map<Step, StepBody> bodies, Step step, StepBody.Repeating body) {
        List<RepeatableScript> repeatables = body.repeatables();
        Optional<StepBody> revision = body.revision();
        if (revision.filter(this::addsValue).isPresent()) {
            bodies.put(step, splitAtNewValues(revision.get()));
            bodies.put(
                    Step.of(repeatables.get(0).repeatable()),
                    new StepBody.Repeating(Optional.empty(), repeatables, Optional.empty()));
        } else {
            bodies.put(step, new StepBody.Repeating(revision, repeatables, Optional.empty()));
        }
    }

    private StepBody splitAtNewValues(StepBody body) {
        return body instanceof StepBody.Sql sql && sql.fitsIntoOneTransaction() && addsValue(sql) && isUsable(sql)
                ? sql.split()
                : body;
    }

    /** Whether a statement or hook after a new value may use it. */
    private boolean isUsable(StepBody.Sql sql) {
        return !scripts.hooks().at(Hook.Event.AFTER_REVISION).isEmpty() || !isLast(sql);
    }

    private boolean addsValue(StepBody body) {
        return body instanceof StepBody.Sql sql && firstNewValue(sql).isPresent();
    }

    private static boolean isLast(StepBody.Sql sql) {
        try (SqlInput input = sql.section().open()) {
            StatementReader reader = reader(sql, input);
            return firstNewValue(reader).isPresent() && reader.next().isEmpty();
        }
    }

    private static Optional<SqlStatement> firstNewValue(StepBody.Sql sql) {
        try (SqlInput input = sql.section().open()) {
            return firstNewValue(reader(sql, input));
        }
    }

    private static Optional<SqlStatement> firstNewValue(StatementReader reader) {
        Optional<SqlStatement> next = reader.next();
        while (next.isPresent()
                && !StatementWords.requireCommit(StatementWords.of(next.get().text()))) {
            next = reader.next();
        }
        return next;
    }

    private static StatementReader reader(StepBody.Sql sql, SqlInput input) {
        return new StatementReader(input, sql.section().start(), () -> true);
    }
}
