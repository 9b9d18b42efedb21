// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.reader;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.migration.execution.refusal.StalePlanException;
import dev.migration.execution.state.DatabaseState;
import dev.migration.plan.Plan;
import dev.migration.plan.SavedPlan;
import dev.migration.plan.SavedPlanComparison;
import dev.migration.revision.fault.TargetException;
import dev.migration.revision.target.Target;
import dev.migration.version.AppliedRevision;

/**
 * Applies a saved plan as it is. Whether it still holds is decided under the migration lock: without the lock, another instance may be
 * about to apply the same plan.
 *
 * @param saved the saved plan
 */
public record SavedPlanCommand(SavedPlan saved) implements RunCommand {

    private static final String APPLIED = "The saved plan is applied already.";

    @Override
    public Plan plan(SessionReader reader, DatabaseState database) {
        if (isApplied(reader, database)) {
            Plan nothing = database.planner().upgrade(List.of());
            return saved.revisions().isEmpty() && saved.repeatables().isEmpty() ? nothing : nothing.with(APPLIED);
        }
        Plan rest = reader.plan(database, planner -> planner.upgrade(saved.ids()));
        if (rest.isEmpty()) {
            check(rest, reader, database);
        }
        return rest;
    }

    @Override
    public void check(Plan plan, SessionReader reader, DatabaseState database) {
        List<String> reasons = new ArrayList<>();
        Plan now = meant(plan, reader, database, reasons);
        reasons.addAll(new SavedPlanComparison(saved, reader.save(now, database, saved.target())).reasons());
        if (!reasons.isEmpty()) {
            throw new StalePlanException(reasons);
        }
    }

    /** What the target of the saved plan means now. A relative target means something else at another place. */
    private Plan meant(Plan rest, SessionReader reader, DatabaseState database, List<String> reasons) {
        if (!rest.before().equals(saved.before())) {
            return rest;
        }
        try {
            Target target = Target.parse(saved.target());
            return reader.plan(database, planner -> planner.upgrade(target));
        } catch (TargetException fault) {
            reasons.add(fault.problem());
            return rest;
        }
    }

    private boolean isApplied(SessionReader reader, DatabaseState database) {
        List<String> interrupted =
                database.interrupted().stream().map(AppliedRevision::id).toList();
        return saved.ids().stream().allMatch(id -> database.isApplied(id) && !interrupted.contains(id))
                && saved.repeatables().stream()
                        .allMatch(script -> database.repeatables()
                                .isApplied(script.name(), script.checksum().orElse("")))
                && isSameText(database)
                && saved.database().isSame(reader.database());
    }

    /** Another text may have been applied under the same id. */
    private boolean isSameText(DatabaseState database) {
        return saved.revisions().stream()
                .allMatch(script -> database.applied().stream()
                        .filter(row -> row.id().equals(script.name()))
                        .map(AppliedRevision::checksum)
                        .flatMap(Optional::stream)
                        .allMatch(checksum ->
                                script.checksum().filter(checksum::equals).isPresent()));
    }
}
