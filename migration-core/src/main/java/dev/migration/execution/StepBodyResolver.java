package dev.migration.execution;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.migration.execution.precondition.InterruptedScriptCheck;
import dev.migration.execution.refusal.IrreversibleRevisionException;
import dev.migration.execution.state.DatabaseState;
import dev.migration.execution.statement.StepBody;
import dev.migration.plan.Plan;
import dev.migration.plan.Step;
import dev.migration.script.RepeatableScript;
import dev.migration.script.RevisionScript;
import dev.migration.script.ScriptOptions;
import dev.migration.script.SqlSection;
import dev.migration.script.Variables;
import dev.migration.script.load.RevisionScripts;
import dev.migration.version.StoredScripts;

/** Finds what a step runs: in the scripts, or in what was stored when the revision was applied. */
public final class StepBodyResolver {

    private final RevisionScripts scripts;
    private final DatabaseState database;
    private final StoredScripts stored;
    private final Variables variables;

    /** @param variables what scripts say with their values is compared with what was run */
    public StepBodyResolver(
            RevisionScripts scripts, DatabaseState database, StoredScripts stored, Variables variables) {
        this.scripts = scripts;
        this.database = database;
        this.stored = stored;
        this.variables = variables;
    }

    /**
     * What each step of a plan runs, in order.
     *
     * @throws IrreversibleRevisionException if it takes off a revision without a way back
     * @throws dev.migration.execution.refusal.EditedInterruptedScriptException if one is gone on with that begins differently now
     */
    public Map<Step, StepBody> of(Plan plan) {
        Map<Step, StepBody> found = new LinkedHashMap<>();
        List<String> irreversible = new ArrayList<>();
        for (Step step : plan.steps()) {
            Optional<StepBody> body = find(step);
            body.ifPresent(known -> found.put(step, known));
            if (body.isEmpty()) {
                irreversible.add(step.revision().id());
            }
        }
        if (!irreversible.isEmpty()) {
            throw new IrreversibleRevisionException(irreversible);
        }
        followWithRepeatables(plan, found);
        new InterruptedScriptCheck(database, stored, variables).check(found);
        return found;
    }

    /** They run in the transaction of the last step, so that the heads are never there with old views; else in their own. */
    private void followWithRepeatables(Plan plan, Map<Step, StepBody> found) {
        if (plan.repeatables().isEmpty()) {
            return;
        }
        List<RepeatableScript> repeatables = scripts.repeatables().stream()
                .filter(script -> plan.repeatables().contains(script.repeatable()))
                .toList();
        Optional<Step> last = plan.steps().stream().reduce((before, after) -> after);
        Optional<StepBody> body =
                last.flatMap(step -> Optional.ofNullable(found.get(step))).filter(StepBody::fitsIntoOneTransaction);
        Step step = body.flatMap(shared -> last)
                .orElseGet(() -> Step.of(plan.repeatables().get(0)));
        found.put(
                step,
                new StepBody.Repeating(
                        body, repeatables, Optional.of(database.repeatables().checksums())));
    }

    /** What the step runs; empty when it is a downgrade that nobody wrote. */
    private Optional<StepBody> find(Step step) {
        Optional<RevisionScript> script = scripts.find(step.revision().id());
        if (step.direction() == Step.Direction.UP) {
            return script.map(known -> upgrade(known, isInterrupted(step)));
        }
        // The stored section undoes what was run; a script that was edited since may undo something else.
        return script.filter(known -> !database.isEdited(known))
                .flatMap(known -> downgrade(known, isInterrupted(step)))
                .or(() -> storedDowngrade(step));
    }

    /** Whether it was begun in pieces: whoever goes on with it has to do so too, although its text may not show why. */
    private boolean isInterrupted(Step step) {
        return database.interrupted().stream()
                .anyMatch(row -> row.id().equals(step.revision().id()));
    }

    private static StepBody upgrade(RevisionScript script, boolean inPieces) {
        return script instanceof RevisionScript.Sql sql
                ? new StepBody.Sql(sql.upgrade(), sql.options(), inPieces)
                : new StepBody.Code(((RevisionScript.Java) script).code());
    }

    private static Optional<StepBody> downgrade(RevisionScript script, boolean inPieces) {
        if (script instanceof RevisionScript.Sql sql) {
            return sql.downgrade().map(section -> new StepBody.Sql(section, sql.options(), inPieces));
        }
        return script.isReversible() ? Optional.of(upgrade(script, inPieces)) : Optional.empty();
    }

    private Optional<StepBody> storedDowngrade(Step step) {
        String id = step.revision().id();
        return stored.storedDowngrade(id)
                .map(text -> SqlSection.of("downgrade of " + id + " as stored", text))
                .map(section -> new StepBody.Sql(section, ScriptOptions.NONE, isInterrupted(step)));
    }
}
