// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.reader;

import java.util.function.Function;

import dev.migration.execution.state.DatabaseState;
import dev.migration.plan.Plan;
import dev.migration.plan.Planner;

/** How a run plans what it does. */
public interface RunCommand {

    /** The plan for a database in this state. A run plans before it has the migration lock, and again when it has it. */
    Plan plan(SessionReader reader, DatabaseState database);

    /**
     * Checks under the migration lock that a plan with steps may run.
     *
     * @throws dev.migration.error.MigrationException if it may not
     */
    default void check(Plan plan, SessionReader reader, DatabaseState database) {}

    /** Whether the command is an upgrade to all heads: when it has nothing to do, nothing is pending. */
    default boolean upgradesToHeads() {
        return false;
    }

    /** A command that every state permits. */
    static RunCommand of(Function<Planner, Plan> command) {
        return (reader, database) -> reader.plan(database, command);
    }
}
