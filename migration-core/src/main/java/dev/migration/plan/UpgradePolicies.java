// SPDX-License-Identifier: Apache-2.0
package dev.migration.plan;

/**
 * How an upgrade handles each kind of contradiction between the database and the scripts.
 *
 * @param diverged revisions are pending, and others are applied that have no script
 * @param edited the upgrade section of an applied revision differs from the one that was run
 * @param spliced a pending revision has applied descendants
 */
public record UpgradePolicies(UpgradePolicy diverged, UpgradePolicy edited, UpgradePolicy spliced) {

    /** Refuses every kind. */
    public static final UpgradePolicies REFUSE =
            new UpgradePolicies(UpgradePolicy.REFUSE, UpgradePolicy.REFUSE, UpgradePolicy.REFUSE);

    public UpgradePolicies onDiverged(UpgradePolicy policy) {
        return new UpgradePolicies(policy, edited, spliced);
    }

    public UpgradePolicies onEdited(UpgradePolicy policy) {
        return new UpgradePolicies(diverged, policy, spliced);
    }

    public UpgradePolicies onSpliced(UpgradePolicy policy) {
        return new UpgradePolicies(diverged, edited, policy);
    }
}
