// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.reader;

import java.util.function.UnaryOperator;

import dev.migration.execution.state.DatabaseState;
import dev.migration.plan.Plan;
import dev.migration.revision.target.Target;

/**
 * An upgrade.
 *
 * @param permitted returns the plan, or throws if it must not run; permits an empty one
 */
public record UpgradeCommand(Target target, UnaryOperator<Plan> permitted) implements RunCommand {

    @Override
    public Plan plan(SessionReader reader, DatabaseState database) {
        return reader.plan(database, planner -> permitted.apply(planner.upgrade(target)));
    }

    @Override
    public boolean upgradesToHeads() {
        return target.equals(Target.parse("heads"));
    }
}
