package dev.migration.tenant;

import java.time.Instant;

/**
 * How far a run is.
 *
 * @param tenants how many there are
 * @param done how many of them are over with, those that failed included
 * @param failed how many of these failed
 * @param since when it began
 */
public record TenantProgress(int tenants, int done, int failed, Instant since) {

    /** Such as {@code 412 of 1,000 tenants, 2 failed}. */
    @Override
    public String toString() {
        return TenantCountText.number(done) + " of " + TenantCountText.of(tenants, "tenant")
                + (failed == 0 ? "" : ", " + TenantCountText.number(failed) + " failed");
    }
}
