// SPDX-License-Identifier: Apache-2.0
package dev.migration.tenant;

import java.time.Instant;

/**
 * The progress of a run.
 *
 * @param tenants the number of tenants
 * @param done the number of tenants that have ended, including failed ones
 * @param failed the number of failed tenants
 * @param since when the run began
 */
public record TenantProgress(int tenants, int done, int failed, Instant since) {

    /** Such as {@code 412 of 1,000 tenants, 2 failed}. */
    @Override
    public String toString() {
        return TenantCountText.number(done) + " of " + TenantCountText.of(tenants, "tenant")
                + (failed == 0 ? "" : ", " + TenantCountText.number(failed) + " failed");
    }
}
