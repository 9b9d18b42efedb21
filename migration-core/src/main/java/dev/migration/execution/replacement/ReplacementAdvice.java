// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.replacement;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.migration.execution.report.ServerErrors;
import dev.migration.execution.report.StatementFailure;
import dev.migration.execution.statement.ReplacedObject;
import dev.migration.execution.statement.StepBody;
import dev.migration.execution.statement.StepTask;
import dev.migration.plan.Step;
import dev.migration.script.RepeatableScript;

/** The remedies for a step that is prevented by objects which depend on what it drops or alters. */
record ReplacementAdvice(StepTask task, AppliedTexts texts) {

    /**
     * The remedy; empty if the failure has another cause.
     *
     * @param obstacles the objects of repeatables that the server names
     */
    Optional<String> of(Throwable failure, List<FoundObject> obstacles) {
        List<ReplacedObject> replaced =
                task.body() instanceof StepBody.Repeating repeating ? repeating.replaced() : List.of();
        if (replaced.isEmpty() && !obstacles.isEmpty()) {
            return Optional.of(notReplaced(obstacles));
        }
        Optional<String> failed = replaced.isEmpty()
                ? Optional.empty()
                : repeatableIn(failure)
                        .filter(script -> !texts.planned().contains(script) || texts.isUnchanged(script))
                        .map(script -> cannotBeApplied(script, replaced));
        return failed.or(() -> ofOthers(failure, !replaced.isEmpty()));
    }

    private String notReplaced(List<FoundObject> obstacles) {
        FoundObject first = obstacles.get(0);
        return first.title() + " depends on it. Repeatable " + file(first.script())
                + " creates it, but it is not dropped and"
                + " applied again by itself, because " + reason(first.script()) + " Write "
                + drop(obstacles.stream().map(FoundObject::drop)) + " before the failed statement in " + source()
                + ", and "
                + header(obstacles.stream().map(FoundObject::script)) + " Then " + again();
    }

    private String reason(RepeatableScript script) {
        if (!task.body().fitsIntoOneTransaction()) {
            return "the revision runs in segments.";
        }
        if (!texts.variables().missingIn(script.section()).isEmpty()) {
            return "it needs a secret that was not given (-x NAME=…).";
        }
        return "its text was edited since it was applied.";
    }

    private String cannotBeApplied(RepeatableScript script, List<ReplacedObject> replaced) {
        List<ReplacedObject> objects = replaced.stream()
                .filter(object -> object.script().equals(script))
                .toList();
        String titles = objects.stream().map(ReplacedObject::title).collect(Collectors.joining(", "));
        String offline = objects.isEmpty()
                ? ""
                : " The revision then drops it by itself; SQL that is written with '--sql' needs "
                        + drop(objects.stream().map(ReplacedObject::drop)) + " before the statement.";
        return (titles.isEmpty() ? "Repeatable " : titles + " of repeatable ") + file(script)
                + " depends on what " + source()
                + " removes or alters, and its text cannot be applied without that. If the database"
                + " may be without it until the next upgrade to the heads, "
                + header(Stream.of(script)) + offline + " Then " + again();
    }

    /** Objects that no repeatable creates, or that a repeatable creates where it is not seen, such as in a DO block. */
    private Optional<String> ofOthers(Throwable failure, boolean withoutOurs) {
        Optional<SQLException> refusal = ServerErrors.in(failure)
                .filter(RepeatableReplacement::isRefusal)
                .filter(error -> !ServerErrors.detail(error).isEmpty());
        return refusal.map(error -> withoutOurs
                ? "The objects of repeatables were dropped, but others that no repeatable here creates depend on it, too (see"
                        + " Detail); they are not dropped for you. Drop them, then " + again()
                        + " Create them again afterwards."
                : "Other objects depend on it (see Detail). Write DROP … IF EXISTS for them before the failed statement in "
                        + source() + ", and create them again after it. For one that a repeatable creates, write"
                        + " '-- @reapply NAME' into the header instead of creating it again. Then " + again());
    }

    private static String file(RepeatableScript script) {
        return script.repeatable().name() + " (" + script.source() + ")";
    }

    /** The statements as a script needs them. */
    private static String drop(Stream<String> statements) {
        return statements
                .map(statement -> "'" + statement.replaceFirst("^DROP (MATERIALIZED VIEW|\\w+)", "$0 IF EXISTS") + ";'")
                .distinct()
                .collect(Collectors.joining(" and "));
    }

    private String header(Stream<RepeatableScript> scripts) {
        return "write '-- @reapply "
                + scripts.map(script -> script.repeatable().name()).distinct().collect(Collectors.joining(", "))
                + "' into the header of " + source() + ": the next upgrade to the heads applies it again.";
    }

    private String source() {
        return task.body().source();
    }

    private String again() {
        return task.step().direction() == Step.Direction.DOWN ? "downgrade again." : "start again.";
    }

    private static Optional<RepeatableScript> repeatableIn(Throwable failure) {
        return failure instanceof StatementFailure statement
                ? statement.origin().repeatable()
                : Optional.empty();
    }
}
