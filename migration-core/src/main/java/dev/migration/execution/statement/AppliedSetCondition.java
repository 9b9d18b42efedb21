// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.statement;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.migration.execution.report.StateChangedException;
import dev.migration.plan.Step;
import dev.migration.revision.Revision;
import dev.migration.sql.Quoting;
import dev.migration.version.table.StateConditions;

/** Checks, in the transaction of the step, whether the applied revisions are still those for which the plan was made. */
final class AppliedSetCondition {

    private final RunContext context;

    AppliedSetCondition(RunContext context) {
        this.context = context;
    }

    /** The conditions that must hold before the script runs; none for a transaction that contains only repeatables, and for a worker. */
    List<StepStatement> of(Step step) {
        if (step.isRepeatable() || context.job().isPresent()) {
            return List.of();
        }
        boolean up = step.direction() == Step.Direction.UP;
        List<StepStatement> conditions = new ArrayList<>();
        conditions.add(condition(
                applied(List.of(step.revision()), up ? "NOT " : ""),
                step,
                "it was " + (up ? "applied" : "reverted") + " by another session"));
        List<Revision> parents = context.records().parentsOf(step);
        if (up && !parents.isEmpty()) {
            conditions.add(condition(
                    applied(parents, ""), step, "a revision that it depends on was reverted by another session"));
        }
        List<Revision> children = context.records().childrenOf(step);
        if (!up && !children.isEmpty()) {
            conditions.add(condition(
                    applied(children, "NOT "), step, "a revision that depends on it was applied by another session"));
        }
        return conditions;
    }

    /** The condition that so many segments of the step are done. */
    StepStatement segments(Step step, int done) {
        Revision revision = step.revision();
        List<String> rows = Stream.concat(Stream.of(revision.id()), revision.replaces().stream())
                .toList();
        return condition(
                "EXISTS (SELECT FROM " + context.tables().revisions()
                        + " WHERE revision OPERATOR(pg_catalog.=) ANY (ARRAY[" + literals(rows)
                        + "]) AND COALESCE(step, 0) OPERATOR(pg_catalog.=) " + done + ")",
                step,
                "another session went on with it");
    }

    /** Whether all of them are applied. A revision that replaces others is applied if all of those are applied (ADR 3). */
    private String applied(List<Revision> revisions, String not) {
        String each =
                revisions.stream().map(revision -> not + isApplied(revision)).collect(Collectors.joining(" AND "));
        List<String> names = revisions.stream()
                .flatMap(revision -> Stream.concat(Stream.of(revision.id()), revision.replaces().stream()))
                .toList();
        return "SELECT " + each + " FROM " + context.tables().revisions()
                + " WHERE revision OPERATOR(pg_catalog.=) ANY (ARRAY[" + literals(names) + "]) AND "
                + StateConditions.APPLIED;
    }

    private static String isApplied(Revision revision) {
        String itself = countOf(List.of(revision.id()));
        return revision.replaces().isEmpty()
                ? "(" + itself + ")"
                : "(" + itself + " OR " + countOf(revision.replaces()) + ")";
    }

    private static String countOf(List<String> ids) {
        return "pg_catalog.count(*) FILTER (WHERE revision OPERATOR(pg_catalog.=) ANY (ARRAY[" + literals(ids)
                + "])) OPERATOR(pg_catalog.=) " + ids.stream().distinct().count();
    }

    private static String literals(List<String> ids) {
        return ids.stream().distinct().map(Quoting::literal).collect(Collectors.joining(", "));
    }

    private static StepStatement condition(String condition, Step step, String otherwise) {
        return new StepStatement.Condition(
                condition, new StateChangedException(step.revision().id(), otherwise));
    }
}
