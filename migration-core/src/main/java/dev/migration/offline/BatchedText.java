// SPDX-License-Identifier: Apache-2.0
package dev.migration.offline;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.migration.execution.statement.StepBody;
import dev.migration.plan.Plan;
import dev.migration.plan.Plan.Operation;
import dev.migration.plan.Step;
import dev.migration.script.SqlSection;
import dev.migration.sql.Quoting;
import dev.migration.sql.SqlInput;
import dev.migration.sql.SqlStatement;
import dev.migration.sql.StatementReader;
import dev.migration.version.table.StateConditions;

/**
 * A text with batches, which may run for hours, can be run again after an interruption: it skips the revisions that are applied. The
 * data of a COPY cannot be skipped by psql, so a text with such data is written as all others are.
 */
final class BatchedText {

    private BatchedText() {}

    /** The revisions that such a text skips or continues; none if it is an ordinary text. */
    static List<String> repeatable(Plan plan, Map<Step, StepBody> bodies) {
        List<SqlSection> sections = bodies.values().stream()
                .flatMap(body -> body instanceof StepBody.Repeating repeating
                        ? repeating.revision().stream()
                        : List.of(body).stream())
                .filter(StepBody.Sql.class::isInstance)
                .map(body -> ((StepBody.Sql) body).section())
                .toList();
        boolean again = plan.operation() == Operation.UPGRADE
                && sections.stream().anyMatch(SqlSection::batched)
                && sections.stream().noneMatch(BatchedText::hasData);
        return again
                ? bodies.keySet().stream()
                        .filter(step -> !step.isRepeatable())
                        .map(step -> step.revision().id())
                        .toList()
                : List.of();
    }

    private static boolean hasData(SqlSection section) {
        try (SqlInput input = section.open()) {
            StatementReader reader = new StatementReader(input, section.start(), () -> true);
            Optional<SqlStatement> statement = reader.next();
            while (statement.isPresent() && !statement.get().copiesFromStdin()) {
                statement = reader.next();
            }
            return statement.isPresent();
        }
    }

    /** Begins the part of the text that psql skips if the revision is applied; an {@code \endif} ends it. */
    static void skipIfApplied(Step step, PsqlText text, StateTableNames names) throws IOException {
        String skip = PsqlText.VARIABLE + "skip";
        text.keep("SELECT EXISTS (SELECT FROM " + names.inText(names.tables().revisions())
                + " WHERE revision OPERATOR(pg_catalog.=) "
                + Quoting.literal(step.revision().id()) + " AND "
                + StateConditions.APPLIED + ") AS " + skip);
        text.line("\\if :" + skip).line("\\else");
    }
}
