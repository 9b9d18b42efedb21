// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.deployment;

import java.time.Duration;
import java.util.Optional;

/**
 * The options of a deployment.
 *
 * @param target the target of the upgrade, or of the downgrade
 * @param mode whether it upgrades or downgrades, and what it does after a failure
 * @param connectFor how long it retries to connect; zero means one attempt
 * @param timeLimit how long each step may take; empty means without a limit
 * @param backup the backup before the migration; empty means none
 */
public record DeployOptions(
        String target, Mode mode, Duration connectFor, Optional<Duration> timeLimit, Optional<BackupOptions> backup) {

    /**
     * What a deployment does.
     *
     * @param downgrade whether it reverts revisions down to the target instead of upgrading to it
     * @param dryRun whether it ends after the preview and changes nothing
     * @param keepApplied whether the revisions that it applied stay applied when a later one fails
     */
    public record Mode(boolean downgrade, boolean dryRun, boolean keepApplied) {}

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
