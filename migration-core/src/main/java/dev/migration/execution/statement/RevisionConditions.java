// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.statement;

import java.util.List;

import dev.migration.execution.report.SqlStateRemedies;
import dev.migration.execution.report.StatementSource;
import dev.migration.plan.Step;
import dev.migration.script.ScriptCondition;
import dev.migration.script.ScriptCondition.Moment;
import dev.migration.sql.SqlStatement;

/** The conditions that a script declares for its upgrade, as statements. A downgrade has none. */
record RevisionConditions(StepTask task, StepBody.Sql body) {

    List<StepStatement> at(Moment moment) {
        boolean upgrade = task.step().direction() == Step.Direction.UP;
        return body.options().conditions().stream()
                .filter(condition -> upgrade && condition.moment() == moment)
                .map(this::statement)
                .toList();
    }

    /** NULL does not hold. The line feed ends a comment in the expression. */
    private StepStatement statement(ScriptCondition condition) {
        String expression = body.variables().replaceIn(condition.expression());
        StepStatement.Scripted place = new StepStatement.Scripted(
                new SqlStatement(expression, condition.position(), false), StatementSource.of(body.source()));
        return new StepStatement.Condition(
                "coalesce((" + expression + "\n)::pg_catalog.bool, false)",
                place.failure("@" + condition.moment().text() + " does not hold", SqlStateRemedies.CONDITION));
    }
}
