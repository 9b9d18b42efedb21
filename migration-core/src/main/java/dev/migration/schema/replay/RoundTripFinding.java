// SPDX-License-Identifier: Apache-2.0
package dev.migration.schema.replay;

import dev.migration.schema.SchemaDifference;
import dev.migration.schema.rows.RowLoss;

/** What is wrong with a downgrade, or with the upgrade after it. */
public sealed interface RoundTripFinding {

    /** The steps after the first upgrade. */
    enum Stage {
        /** The downgrade, which should leave what was there before the first upgrade. */
        DOWNGRADE,
        /** The second upgrade, which should leave what the first one left. */
        SECOND_UPGRADE
    }

    Stage stage();

    /**
     * An object that the stage left in another state.
     *
     * @param difference from the state that it should have left to the state that it left
     */
    record Schema(Stage stage, SchemaDifference difference) implements RoundTripFinding {}

    /**
     * A table that was there before, and has other rows after the downgrade: it lost data.
     *
     * @param loss the rows and columns
     */
    record Rows(RowLoss loss) implements RoundTripFinding {

        @Override
        public Stage stage() {
            return Stage.DOWNGRADE;
        }
    }

    /**
     * A stage failed.
     *
     * @param message the problem that the run reports
     */
    record Failure(Stage stage, String message) implements RoundTripFinding {}
}
