// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.precondition;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.migration.execution.difference.ScriptComparison;
import dev.migration.execution.refusal.EditedInterruptedScriptException;
import dev.migration.execution.state.DatabaseState;
import dev.migration.execution.statement.Segments;
import dev.migration.execution.statement.StepBody;
import dev.migration.plan.Step;
import dev.migration.result.ScriptDifference;
import dev.migration.result.ScriptDifference.Section;
import dev.migration.result.StatementChange;
import dev.migration.sql.TokenHash;
import dev.migration.version.AppliedRevision;
import dev.migration.version.RevisionState;
import dev.migration.version.table.StoredScripts;

/**
 * Checks whether the script of an interrupted revision still begins with the segments that are done: the run skips them by their
 * number, not by their text.
 */
public final class InterruptedScriptCheck {

    private final DatabaseState database;
    private final StoredScripts stored;

    public InterruptedScriptCheck(DatabaseState database, StoredScripts stored) {
        this.database = database;
        this.stored = stored;
    }

    /** @throws EditedInterruptedScriptException if one of them changed */
    public void check(Map<Step, StepBody> bodies) {
        List<AppliedRevision> interrupted = database.interrupted();
        if (interrupted.isEmpty()) {
            return;
        }
        bodies.forEach((step, body) -> {
            if (body instanceof StepBody.Sql sql) {
                interrupted.stream()
                        .filter(row -> isOf(row, step) && row.state().step() > 0)
                        .forEach(row -> check(row, step, sql));
            }
        });
    }

    private static boolean isOf(AppliedRevision row, Step step) {
        boolean reverting = row.state().state() == RevisionState.State.REVERTING;
        return row.id().equals(step.revision().id()) && reverting == (step.direction() == Step.Direction.DOWN);
    }

    /** A text that was too large to be stored must not be edited at all. */
    private static void checkOmitted(AppliedRevision row, Section section, StepBody.Sql body) {
        if (section == Section.UPGRADE
                && row.checksum()
                        .filter(run -> !run.equals(TokenHash.of(body.section().text())))
                        .isPresent()) {
            throw new EditedInterruptedScriptException(
                    new ScriptDifference(row.id(), body.source(), section, List.of()),
                    row.state().step());
        }
    }

    private void check(AppliedRevision row, Step step, StepBody.Sql body) {
        Section section = step.direction() == Step.Direction.UP ? Section.UPGRADE : Section.DOWNGRADE;
        Optional<String> applied =
                section == Section.UPGRADE ? stored.storedUpgrade(row.id()) : stored.storedDowngrade(row.id());
        if (applied.isEmpty()) {
            checkOmitted(row, section, body);
            return;
        }
        Segments segments = new Segments(body.options());
        int done = row.state().step();
        String before = segments.first(done, applied.get());
        String text = body.section().text();
        List<StatementChange> changes = ScriptComparison.of(
                before, segments.first(done, text), body.section().start());
        // An earlier version stored the values of the variables.
        String withValues = segments.first(done, body.variables().replaceIn(text));
        if (!changes.isEmpty()
                && !ScriptComparison.of(before, withValues, body.section().start())
                        .isEmpty()) {
            throw new EditedInterruptedScriptException(
                    new ScriptDifference(row.id(), body.source(), section, changes), done);
        }
    }
}
