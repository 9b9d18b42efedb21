// SPDX-License-Identifier: Apache-2.0
package dev.migration.plan;

/** How an upgrade handles a contradiction between the database and the scripts. */
public enum UpgradePolicy {
    /** Runs nothing and fails with the reason. */
    REFUSE,
    /** Logs the contradiction and continues. */
    WARN
}
