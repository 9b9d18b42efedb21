// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.deployment;

import java.time.Duration;
import java.util.Optional;

import dev.migration.plan.SavedPlan;

/**
 * The options of a deployment.
 *
 * @param goal what it upgrades or downgrades to
 * @param mode whether it upgrades or downgrades, and what it does after a failure
 * @param connectFor how long it retries to connect; zero means one attempt
 * @param timeLimit how long each step may take; empty means without a limit
 * @param backup the backup before the migration; empty means none
 */
public record DeployOptions(
        Goal goal, Mode mode, Duration connectFor, Optional<Duration> timeLimit, Optional<BackupOptions> backup) {

    /**
     * What a deployment upgrades or downgrades to.
     *
     * @param target the target of the upgrade, or of the downgrade
     * @param saved the saved plan that it applies as it is; empty means that it plans
     */
    public record Goal(String target, Optional<SavedPlan> saved) {

        /** A target without a saved plan. */
        public static Goal of(String target) {
            return new Goal(target, Optional.empty());
        }

        /** A saved plan. */
        public static Goal of(SavedPlan saved) {
            return new Goal(saved.target(), Optional.of(saved));
        }
    }

    /**
     * What a deployment does.
     *
     * @param downgrade whether it reverts revisions down to the target instead of upgrading to it
     * @param dryRun whether it ends after the preview and changes nothing
     * @param keepApplied whether the revisions that it applied stay applied when a later one fails
     * @param finishBackground whether it first finishes the work in the background that the upgrade needs
     */
    public record Mode(boolean downgrade, boolean dryRun, boolean keepApplied, boolean finishBackground) {}

    String target() {
        return goal.target();
    }

    Optional<SavedPlan> saved() {
        return goal.saved();
    }

    boolean isDowngrade() {
        return mode.downgrade();
    }

    boolean isDryRun() {
        return mode.dryRun();
    }

    /** The name of the operation: {@code upgrade} or {@code downgrade}. */
    public String operation() {
        return isDowngrade() ? "downgrade" : "upgrade";
    }
}
