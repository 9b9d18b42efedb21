package dev.migration.execution;

import java.util.List;
import java.util.function.Function;

import dev.migration.event.MigrationEvent;
import dev.migration.execution.difference.ScriptDifference;
import dev.migration.execution.session.ExecutionSettings;
import dev.migration.plan.Plan;
import dev.migration.plan.Plan.Operation;
import dev.migration.plan.Planner;
import dev.migration.plan.Policies;
import dev.migration.plan.Step;
import dev.migration.script.RevisionScripts;
import dev.migration.version.StateReader;

/** Plans from what is applied now; an upgrade of a database that contradicts the scripts is refused. */
final class PlanMaker {

    private final RevisionScripts scripts;
    private final Policies policies;
    private final Differences differences;

    PlanMaker(RevisionScripts scripts, ExecutionSettings settings) {
        this.scripts = scripts;
        this.policies = settings.policies();
        this.differences = new Differences(scripts, settings.variables());
    }

    RevisionScripts scripts() {
        return scripts;
    }

    DatabaseState read(StateReader state) {
        return new DatabaseState(scripts, state.rows());
    }

    Plan plan(DatabaseState database, Function<Planner, Plan> command) {
        return database.withRepeatables(command.apply(database.planner()));
    }

    /**
     * What is tolerated where a plan would run.
     *
     * @throws dev.migration.error.MigrationException with everything that is refused
     */
    List<MigrationEvent> admit(Plan plan, DatabaseState database, StateReader state) {
        return plan.operation() == Operation.UPGRADE
                ? Admission.of(
                        new Admission.Found(database, state),
                        policies,
                        differences,
                        plan.steps().stream().map(Step::revision).toList())
                : List.of();
    }

    /** The same where everything would run that is pending. */
    List<MigrationEvent> admit(DatabaseState database, StateReader state) {
        return Admission.of(
                new Admission.Found(database, state),
                policies,
                differences,
                database.planner().pending().inOrder());
    }

    /** Every section of an applied revision that is not what is stored about it. */
    List<ScriptDifference> differences(DatabaseState database, StateReader state) {
        return differences.all(database, state);
    }
}
