// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.precondition;

import java.util.List;
import java.util.function.Function;

import dev.migration.change.RevisionChange;
import dev.migration.event.MigrationEvent;
import dev.migration.execution.refusal.InterruptedDescendantException;
import dev.migration.execution.session.ExecutionSettings;
import dev.migration.execution.state.DatabaseState;
import dev.migration.execution.state.PlannedChanges;
import dev.migration.execution.state.SavedScripts;
import dev.migration.execution.state.ScriptDifferences;
import dev.migration.plan.Plan;
import dev.migration.plan.Plan.Operation;
import dev.migration.plan.Planner;
import dev.migration.plan.Step;
import dev.migration.plan.UpgradePolicies;
import dev.migration.result.ScriptDifference;
import dev.migration.revision.Revision;
import dev.migration.script.Variables;
import dev.migration.script.load.FoundScripts;
import dev.migration.script.load.RevisionScripts;
import dev.migration.sql.Redaction;
import dev.migration.version.AppliedRevision;
import dev.migration.version.table.StateReader;

/** Plans commands from the applied revisions, and refuses an upgrade if the database contradicts the scripts. */
public final class CheckedPlanner {

    private final FoundScripts found;
    private final UpgradePolicies policies;
    private final Variables variables;

    /** @param found parsed when a method needs the scripts */
    public CheckedPlanner(FoundScripts found, ExecutionSettings settings) {
        this.found = found;
        this.policies = settings.policies();
        this.variables = settings.variables();
    }

    /** Removes secrets from what is shown about the database. */
    public Redaction secrets() {
        return variables.redaction();
    }

    public RevisionScripts scripts() {
        return found.get();
    }

    /** The same scripts, which need not be parsed. */
    public FoundScripts found() {
        return found;
    }

    public DatabaseState read(StateReader state) {
        return new DatabaseState(scripts(), state.rows());
    }

    public Plan plan(DatabaseState database, Function<Planner, Plan> command) {
        return database.withRepeatables(command.apply(database.planner()));
    }

    /**
     * Checks whether a plan may run.
     *
     * @return an event for each contradiction that the policies permit
     * @throws dev.migration.error.MigrationException with all contradictions that the policies refuse
     */
    public List<MigrationEvent> check(Plan plan, DatabaseState database, StateReader state) {
        if (plan.operation() == Operation.DOWNGRADE) {
            requireNoInterruptedDescendant(plan, database);
        }
        return plan.operation() == Operation.UPGRADE
                ? UpgradePreconditions.of(
                        new UpgradePreconditions.Found(database, state, scripts()),
                        policies,
                        comparison(),
                        plan.steps().stream().map(Step::revision).toList())
                : List.of();
    }

    private static void requireNoInterruptedDescendant(Plan plan, DatabaseState database) {
        List<String> reverted =
                plan.steps().stream().map(step -> step.revision().id()).toList();
        for (AppliedRevision interrupted : database.interrupted()) {
            List<String> below = database.graph().known(List.of(interrupted.id())).ancestors().inOrder().stream()
                    .map(Revision::id)
                    .filter(reverted::contains)
                    .toList();
            if (!below.isEmpty() && !reverted.contains(interrupted.id())) {
                throw new InterruptedDescendantException(below.get(below.size() - 1), interrupted.id());
            }
        }
    }

    /** The same for an upgrade to all heads. */
    public List<MigrationEvent> check(DatabaseState database, StateReader state) {
        return UpgradePreconditions.of(
                new UpgradePreconditions.Found(database, state, scripts()),
                policies,
                comparison(),
                database.planner().pending().inOrder());
    }

    /** The classes of the changes of an upgrade. */
    public List<RevisionChange> changes(Plan plan) {
        return new PlannedChanges(scripts(), variables).of(plan);
    }

    /** The scripts of plans as saved plans keep them. */
    public SavedScripts saved() {
        return new SavedScripts(scripts(), variables);
    }

    /** The sections of applied revisions that differ from the stored ones. */
    public List<ScriptDifference> differences(DatabaseState database, StateReader state) {
        return comparison().all(database, state);
    }

    private ScriptDifferences comparison() {
        return new ScriptDifferences(scripts(), variables);
    }
}
