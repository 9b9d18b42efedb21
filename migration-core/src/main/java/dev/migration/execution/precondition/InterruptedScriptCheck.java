package dev.migration.execution.precondition;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.migration.execution.difference.ScriptComparison;
import dev.migration.execution.difference.ScriptDifference;
import dev.migration.execution.difference.ScriptDifference.Section;
import dev.migration.execution.difference.StatementChange;
import dev.migration.execution.refusal.EditedInterruptedScriptException;
import dev.migration.execution.state.DatabaseState;
import dev.migration.execution.statement.Segments;
import dev.migration.execution.statement.StepBody;
import dev.migration.plan.Step;
import dev.migration.script.Variables;
import dev.migration.version.AppliedRevision;
import dev.migration.version.RevisionState;
import dev.migration.version.StoredScripts;

/**
 * Looks whether a script that is gone on with still begins with the pieces that were run: they are passed over by their
 * number, whatever stands there now.
 */
public final class InterruptedScriptCheck {

    private final DatabaseState database;
    private final StoredScripts stored;
    private final Variables variables;

    public InterruptedScriptCheck(DatabaseState database, StoredScripts stored, Variables variables) {
        this.database = database;
        this.stored = stored;
        this.variables = variables;
    }

    /** @throws EditedInterruptedScriptException if one does not */
    public void check(Map<Step, StepBody> bodies) {
        List<AppliedRevision> unfinished = database.interrupted();
        if (unfinished.isEmpty()) {
            return;
        }
        bodies.forEach((step, body) -> {
            if (body instanceof StepBody.Sql sql) {
                unfinished.stream()
                        .filter(row -> isOf(row, step) && row.state().step() > 0)
                        .forEach(row -> check(row, step, sql));
            }
        });
    }

    private static boolean isOf(AppliedRevision row, Step step) {
        boolean reverting = row.state().state() == RevisionState.State.REVERTING;
        return row.id().equals(step.revision().id()) && reverting == (step.direction() == Step.Direction.DOWN);
    }

    private void check(AppliedRevision row, Step step, StepBody.Sql body) {
        Section section = step.direction() == Step.Direction.UP ? Section.UPGRADE : Section.DOWNGRADE;
        Optional<String> then =
                section == Section.UPGRADE ? stored.storedUpgrade(row.id()) : stored.storedDowngrade(row.id());
        if (then.isEmpty()) {
            return;
        }
        Segments pieces = new Segments(body.options());
        int done = row.state().step();
        List<StatementChange> changes = ScriptComparison.of(
                pieces.first(done, then.get()),
                pieces.first(done, variables.replaceIn(body.section().text())),
                body.section().start());
        if (!changes.isEmpty()) {
            throw new EditedInterruptedScriptException(
                    new ScriptDifference(row.id(), body.source(), section, changes), done);
        }
    }
}
