// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.precondition;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import dev.migration.execution.refusal.UnacceptableScriptException;
import dev.migration.execution.state.DatabaseState;
import dev.migration.execution.statement.StepRecords;
import dev.migration.result.AcceptedScripts;
import dev.migration.result.ScriptDifference;
import dev.migration.revision.Revision;
import dev.migration.revision.target.Target;
import dev.migration.script.Variables;
import dev.migration.version.AppliedRevision;
import dev.migration.version.table.StateReader;
import dev.migration.version.table.StateStatement;
import dev.migration.version.table.StateStatements;

/** Compares scripts with the stored sections, and creates the rows that record the scripts as applied. */
public final class ScriptAcceptance {

    private final CheckedPlanner planner;
    private final StateReader state;
    private final DatabaseState database;

    public ScriptAcceptance(CheckedPlanner planner, StateReader state) {
        this.planner = planner;
        this.state = state;
        this.database = planner.read(state);
    }

    /** @throws UnacceptableScriptException with all revisions whose script cannot be accepted */
    public AcceptedScripts compare(List<Target> targets) {
        List<Revision> named = database.planner().targets().resolve(targets).inOrder();
        List<UnacceptableScriptException.Fault> faults =
                named.stream().flatMap(revision -> fault(revision).stream()).toList();
        if (!faults.isEmpty() || named.isEmpty()) {
            throw new UnacceptableScriptException(targets, faults);
        }
        Set<String> ids = named.stream().map(Revision::id).collect(Collectors.toSet());
        List<ScriptDifference> differences = planner.differences(database, state).stream()
                .filter(difference -> ids.contains(difference.revision()))
                .toList();
        Set<String> differing =
                differences.stream().map(ScriptDifference::revision).collect(Collectors.toSet());
        return new AcceptedScripts(
                named.stream().map(Revision::id).filter(differing::contains).toList(),
                named.stream()
                        .map(Revision::id)
                        .filter(id -> !differing.contains(id))
                        .toList(),
                differences);
    }

    public List<StateStatement> rows(AcceptedScripts acceptance, StateStatements statements, Variables variables) {
        StepRecords records = new StepRecords(planner.scripts(), database.graph(), statements, variables);
        List<StateStatement> rows = new ArrayList<>();
        for (String id : acceptance.accepted()) {
            rows.addAll(records.accepted(database.graph().find(id).orElseThrow()));
        }
        return rows;
    }

    private Optional<UnacceptableScriptException.Fault> fault(Revision revision) {
        String id = revision.id();
        if (database.interrupted().stream().map(AppliedRevision::id).anyMatch(id::equals)) {
            return Optional.of(UnacceptableScriptException.Fault.interrupted(id));
        }
        if (!database.isApplied(revision)) {
            return Optional.of(UnacceptableScriptException.Fault.notApplied(id));
        }
        return planner.scripts().find(id).isEmpty()
                ? Optional.of(UnacceptableScriptException.Fault.withoutScript(id))
                : Optional.empty();
    }
}
