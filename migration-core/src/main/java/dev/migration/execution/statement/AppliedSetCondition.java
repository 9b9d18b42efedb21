package dev.migration.execution.statement;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.migration.execution.report.StateChangedException;
import dev.migration.plan.Step;
import dev.migration.revision.Revision;
import dev.migration.sql.Quoting;

/** Whether the applied revisions are still what the plan was made for; the server looks, in the transaction of the step. */
final class AppliedSetCondition {

    private final RunContext workplace;

    AppliedSetCondition(RunContext workplace) {
        this.workplace = workplace;
    }

    /** What must hold before the script runs; a transaction of repeatables only has nothing that could change. */
    List<StepStatement> of(Step step) {
        if (step.isRepeatable()) {
            return List.of();
        }
        boolean up = step.direction() == Step.Direction.UP;
        List<StepStatement> conditions = new ArrayList<>();
        conditions.add(condition(
                applied(List.of(step.revision()), up ? "NOT " : ""),
                step,
                "it was " + (up ? "applied" : "taken off") + " by another session"));
        List<Revision> parents = workplace.records().parentsOf(step);
        if (up && !parents.isEmpty()) {
            conditions.add(condition(applied(parents, ""), step, "what it stands on was taken off by another session"));
        }
        return conditions;
    }

    /** Whether all of them are applied; one that replaces others is applied when all of those are (ADR 3). */
    private String applied(List<Revision> revisions, String not) {
        String each =
                revisions.stream().map(revision -> not + isApplied(revision)).collect(Collectors.joining(" AND "));
        List<String> names = revisions.stream()
                .flatMap(revision -> Stream.concat(Stream.of(revision.id()), revision.replaces().stream()))
                .toList();
        return "SELECT " + each + " FROM " + workplace.tables().revisions() + " WHERE revision IN (" + literals(names)
                + ") AND state IN ('APPLIED', 'REVERTING')";
    }

    private static String isApplied(Revision revision) {
        String itself = countOf(List.of(revision.id()));
        return revision.replaces().isEmpty()
                ? "(" + itself + ")"
                : "(" + itself + " OR " + countOf(revision.replaces()) + ")";
    }

    private static String countOf(List<String> ids) {
        return "count(*) FILTER (WHERE revision IN (" + literals(ids) + ")) = "
                + ids.stream().distinct().count();
    }

    private static String literals(List<String> ids) {
        return ids.stream().distinct().map(Quoting::literal).collect(Collectors.joining(", "));
    }

    private static StepStatement condition(String condition, Step step, String otherwise) {
        return new StepStatement.Condition(
                condition, new StateChangedException(step.revision().id(), otherwise));
    }
}
