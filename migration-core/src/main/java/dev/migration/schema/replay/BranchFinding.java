// SPDX-License-Identifier: Apache-2.0
package dev.migration.schema.replay;

import dev.migration.schema.SchemaDifference;

/** What is not the same if two branches are applied in one order and in the other. */
public sealed interface BranchFinding {

    /** An object of the schema; the first of the compared databases has the first branch before the second one. */
    record Schema(SchemaDifference difference) implements BranchFinding {}

    /**
     * The rows of a table.
     *
     * @param table qualified by its schema
     */
    record Rows(String table) implements BranchFinding {}

    /**
     * A branch cannot be applied after the other one.
     *
     * @param branch the head that fails
     * @param message the first lines of the failure
     */
    record Failure(String branch, String message) implements BranchFinding {}
}
