// SPDX-License-Identifier: Apache-2.0
package dev.migration.tenant;

import java.time.Duration;
import java.util.Optional;

/**
 * The outcome of one tenant in a run.
 *
 * @param revisions the number of applied revisions; 0 unless the result is {@link Result#UPGRADED}
 * @param duration without the read of all tenants at the begin of a run
 * @param failure the failure, if the result is {@link Result#FAILED}
 */
public record TenantOutcome(
        String tenant, Result result, int revisions, Duration duration, Optional<RuntimeException> failure) {

    /** The result of one tenant. */
    public enum Result {
        /** Revisions or repeatables were applied. */
        UPGRADED,
        /** Nothing was pending, perhaps because another instance upgraded it. */
        UP_TO_DATE,
        /** It failed; the committed revisions stay. */
        FAILED,
        /** The run ended before this tenant was started. */
        NOT_TRIED
    }

    /** A tenant that was upgraded. */
    public static TenantOutcome upgraded(String tenant, int revisions, Duration duration) {
        return new TenantOutcome(tenant, Result.UPGRADED, revisions, duration, Optional.empty());
    }

    /** A tenant on which nothing was pending. */
    public static TenantOutcome upToDate(String tenant) {
        return new TenantOutcome(tenant, Result.UP_TO_DATE, 0, Duration.ZERO, Optional.empty());
    }

    /** A tenant that failed. */
    public static TenantOutcome failed(String tenant, Duration duration, RuntimeException failure) {
        return new TenantOutcome(tenant, Result.FAILED, 0, duration, Optional.of(failure));
    }

    /** A tenant that was not started. */
    public static TenantOutcome notTried(String tenant) {
        return new TenantOutcome(tenant, Result.NOT_TRIED, 0, Duration.ZERO, Optional.empty());
    }
}
