// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.migration.execution.precondition.InterruptedScriptCheck;
import dev.migration.execution.precondition.SecretCheck;
import dev.migration.execution.refusal.IrreversibleRevisionException;
import dev.migration.execution.state.DatabaseState;
import dev.migration.execution.statement.StepBody;
import dev.migration.plan.Plan;
import dev.migration.plan.Step;
import dev.migration.script.InvalidScriptsException;
import dev.migration.script.RepeatableScript;
import dev.migration.script.RevisionScript;
import dev.migration.script.ScriptFault;
import dev.migration.script.ScriptOptions;
import dev.migration.script.SqlSection;
import dev.migration.script.StoredVariables;
import dev.migration.script.Variables;
import dev.migration.script.load.RevisionScripts;
import dev.migration.version.table.StoredScripts;

/** Finds the body of each step: in the scripts, or in the section that was stored when the revision was applied. */
public final class StepBodyResolver {

    private final RevisionScripts scripts;
    private final DatabaseState database;
    private final StoredScripts stored;
    private final Variables variables;

    /** @param variables the values of the settings; a stored section has those with which it was stored */
    public StepBodyResolver(
            RevisionScripts scripts, DatabaseState database, StoredScripts stored, Variables variables) {
        this.scripts = scripts;
        this.database = database;
        this.stored = stored;
        this.variables = variables;
    }

    /**
     * The body of each step of a plan, in order.
     *
     * @throws InvalidScriptsException if the downgrade section of a revision of the plan has a fault
     * @throws IrreversibleRevisionException if the plan reverts a revision without a downgrade
     * @throws dev.migration.execution.refusal.MissingSecretException if a step needs a secret that was not given
     * @throws dev.migration.execution.refusal.EditedInterruptedScriptException if the done segments of an interrupted revision
     *     changed in its script
     */
    public Map<Step, StepBody> of(Plan plan) {
        refuseFaults(plan);
        Map<Step, StepBody> found = new LinkedHashMap<>();
        List<String> irreversible = new ArrayList<>();
        for (Step step : plan.steps()) {
            Optional<StepBody> body = find(step);
            body.ifPresent(known -> found.put(step, known));
            if (body.isEmpty()) {
                irreversible.add(step.revision().id());
            }
        }
        refuse(irreversible);
        addRepeatables(plan, found);
        new SecretCheck(scripts.hooks(), variables).check(found);
        new InterruptedScriptCheck(database, stored).check(found);
        return found;
    }

    private void refuse(List<String> irreversible) {
        List<String> omitted =
                irreversible.stream().filter(stored::isDowngradeOmitted).toList();
        if (!omitted.isEmpty()) {
            throw IrreversibleRevisionException.omitted(omitted);
        }
        if (!irreversible.isEmpty()) {
            throw new IrreversibleRevisionException(irreversible);
        }
    }

    /** Of a new revision, too: what is applied can be reverted. An interrupted one goes on. */
    private void refuseFaults(Plan plan) {
        List<String> concerned = plan.steps().stream()
                .filter(step -> step.direction() == Step.Direction.DOWN || !isInterrupted(step))
                .map(step -> step.revision().id())
                .toList();
        List<ScriptFault> faults = scripts.downgradeFaults(concerned);
        if (!faults.isEmpty()) {
            throw new InvalidScriptsException(faults);
        }
    }

    /**
     * Repeatables run in the transaction of the last step, so that the heads are never committed with old views; otherwise in
     * their own.
     */
    private void addRepeatables(Plan plan, Map<Step, StepBody> found) {
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

    /** The body of a step; empty for a downgrade that does not exist. */
    private Optional<StepBody> find(Step step) {
        Optional<RevisionScript> script = scripts.find(step.revision().id());
        if (step.direction() == Step.Direction.UP) {
            return script.map(known -> upgrade(known, isInterrupted(step)));
        }
        // The stored section reverts what was applied; a script that was edited since may revert something else.
        return script.filter(known -> !database.isEdited(known))
                .flatMap(known -> downgrade(known, isInterrupted(step)))
                .or(() -> storedDowngrade(step));
    }

    /** Whether it is interrupted: then the rest runs in segments too, even if its text does not require it. */
    private boolean isInterrupted(Step step) {
        return database.interrupted().stream()
                .anyMatch(row -> row.id().equals(step.revision().id()));
    }

    private StepBody upgrade(RevisionScript script, boolean inSegments) {
        return script instanceof RevisionScript.Sql sql
                ? new StepBody.Sql(sql.upgrade(), sql.options(), variables, inSegments)
                : code((RevisionScript.Java) script);
    }

    private static StepBody code(RevisionScript.Java script) {
        return script.batch()
                .<StepBody>map(rows -> new StepBody.BatchedCode(script.code(), rows))
                .orElseGet(() -> new StepBody.Code(script.code()));
    }

    private Optional<StepBody> downgrade(RevisionScript script, boolean inSegments) {
        if (script instanceof RevisionScript.Sql sql) {
            return sql.downgrade().map(section -> new StepBody.Sql(section, sql.options(), variables, inSegments));
        }
        return script instanceof RevisionScript.Java java && java.isReversible()
                ? Optional.of(new StepBody.Code(java.code()))
                : Optional.empty();
    }

    private Optional<StepBody> storedDowngrade(Step step) {
        String id = step.revision().id();
        return stored.storedDowngrade(id)
                .map(text -> new StepBody.Sql(
                        SqlSection.of("downgrade of " + id + " as stored", StoredVariables.sectionIn(text)),
                        ScriptOptions.NONE,
                        StoredVariables.in(text, variables),
                        isInterrupted(step)));
    }
}
