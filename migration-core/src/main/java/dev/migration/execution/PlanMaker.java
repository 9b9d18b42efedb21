package dev.migration.execution;

import java.util.List;
import java.util.function.Function;

import dev.migration.execution.failure.EditedRevisionException;
import dev.migration.plan.Plan;
import dev.migration.plan.Plan.Operation;
import dev.migration.plan.Planner;
import dev.migration.script.RevisionScript;
import dev.migration.script.RevisionScripts;
import dev.migration.script.Variables;
import dev.migration.version.StateReader;

/** Plans from what is applied now; an upgrade of a database whose scripts were edited is refused. */
final class PlanMaker {

    private final RevisionScripts scripts;
    private final Variables variables;

    /** @param variables what the scripts say with their values is compared with what was run */
    PlanMaker(RevisionScripts scripts, Variables variables) {
        this.scripts = scripts;
        this.variables = variables;
    }

    RevisionScripts scripts() {
        return scripts;
    }

    DatabaseState read(StateReader state) {
        return new DatabaseState(scripts, state.applied());
    }

    Plan plan(DatabaseState database, StateReader state, Function<Planner, Plan> command) {
        Plan plan = database.withRepeatables(command.apply(database.planner()));
        if (plan.operation() == Operation.UPGRADE) {
            refuseEdited(database, state);
        }
        return plan;
    }

    /** @throws EditedRevisionException if a script is not what was run */
    void refuseEdited(DatabaseState database, StateReader state) {
        List<RevisionScript> edited = database.edited();
        if (!edited.isEmpty()) {
            throw new EditedRevisionException(
                    edited,
                    edited.stream()
                            .map(script -> ScriptDifference.describe(
                                    (RevisionScript.Sql) script,
                                    variables,
                                    state.storedUpgrade(script.revision().id())))
                            .toList());
        }
    }
}
