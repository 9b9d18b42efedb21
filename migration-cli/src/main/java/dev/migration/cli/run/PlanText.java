// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.migration.RevisionText;
import dev.migration.Revisions;
import dev.migration.change.ClassifiedStatement;
import dev.migration.change.RevisionChange;
import dev.migration.change.TableLock;
import dev.migration.cli.output.JsonObject;
import dev.migration.cli.output.Plurals;
import dev.migration.cli.output.ProgressLines;
import dev.migration.plan.Plan;
import dev.migration.plan.Step;

/**
 * Formats the plan of an upgrade or downgrade, as text and as members of a JSON object.
 *
 * @param revisions the scripts
 * @param verbose whether to include the SQL of each step
 */
public record PlanText(Revisions revisions, boolean verbose) {

    /** Returns a line for each step, followed by its SQL if verbose. */
    public List<String> lines(Plan plan) {
        String before = ProgressLines.idsOrBase(plan.before());
        if (plan.isEmpty()) {
            return List.of("Nothing to upgrade. The database is at " + before + ".");
        }
        List<String> lines = new ArrayList<>();
        lines.add("From " + before + " to " + ProgressLines.idsOrBase(plan.after()) + ": "
                + Plurals.of(plan.steps().size(), "revision"));
        Map<String, String> classes = revisions.changes(plan).stream()
                .collect(Collectors.toMap(RevisionChange::name, RevisionChange::summary, (first, second) -> first));
        for (Step step : plan.steps()) {
            lines.add("  " + step + "  " + step.revision().message()
                    + suffix(classes.get(step.revision().id())));
            if (verbose) {
                find(step).ifPresent(text -> lines.addAll(sql(step, text)));
            }
        }
        plan.repeatables()
                .forEach(repeatable ->
                        lines.add("  then repeatable " + repeatable.name() + suffix(classes.get(repeatable.name()))));
        lines.addAll(plan.notes());
        return lines;
    }

    /** The classes of the changes of an upgrade, as members of JSON. */
    public List<Map<String, Object>> changes(Plan plan) {
        return revisions.changes(plan).stream().map(PlanText::members).toList();
    }

    private static Map<String, Object> members(RevisionChange change) {
        JsonObject object = JsonObject.of("name", change.name()).and("source", change.source());
        judgement(change).forEach(object::and);
        return object.map();
    }

    /** What a reviewer of a saved plan sees of a change. */
    static Map<String, Object> review(Optional<String> message, RevisionChange change) {
        JsonObject object = JsonObject.of("message", message.orElse(""));
        judgement(change).forEach(object::and);
        return object.map();
    }

    private static Map<String, Object> judgement(RevisionChange change) {
        return JsonObject.of("class", change.changeClass().text())
                .and("certain", change.certain())
                .and("locks", locks(change.locks()))
                .and(
                        "statements",
                        change.statements().stream().map(PlanText::members).toList())
                .map();
    }

    private static Map<String, Object> members(ClassifiedStatement statement) {
        return JsonObject.of("line", statement.line())
                .and("statement", statement.summary())
                .and("class", statement.changeClass().text())
                .and("certain", statement.certain())
                .and("locks", locks(statement.locks()))
                .map();
    }

    private static List<Map<String, Object>> locks(List<TableLock> locks) {
        return locks.stream()
                .map(lock -> JsonObject.of("table", lock.table())
                        .and("mode", lock.mode())
                        .map())
                .toList();
    }

    private static String suffix(@Nullable String summary) {
        return summary == null ? "" : "  [" + summary + "]";
    }

    /** Returns the JSON object of the SQL of each step; empty if not verbose. */
    public List<Object> sql(Plan plan) {
        return plan.steps().stream()
                .filter(step -> verbose)
                .flatMap(step -> find(step).stream().<Object>map(text -> members(step, text)))
                .toList();
    }

    private static Object members(Step step, RevisionText text) {
        JsonObject object = JsonObject.of("revision", text.revision().id()).and("source", text.source());
        return isUp(step)
                ? object.and("upgrade", text.upgrade()).map()
                : object.and("downgrade", text.downgrade()).map();
    }

    private static List<String> sql(Step step, RevisionText text) {
        List<String> lines = new ArrayList<>();
        lines.add("      -- " + text.source());
        Optional<String> section = isUp(step) ? text.upgrade() : text.downgrade();
        section.ifPresent(sql -> sql.strip().lines().forEach(line -> lines.add("      " + line)));
        lines.add("");
        return lines;
    }

    private Optional<RevisionText> find(Step step) {
        return revisions.findWithValues(step.revision().id());
    }

    private static boolean isUp(Step step) {
        return step.direction() == Step.Direction.UP;
    }
}
