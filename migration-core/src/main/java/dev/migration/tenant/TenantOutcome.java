package dev.migration.tenant;

import java.time.Duration;
import java.util.Optional;

/**
 * What became of a tenant in a run.
 *
 * @param revisions how many revisions were applied, as far as the result is {@link Result#UPGRADED}
 * @param duration how long it took, without the look at all tenants that a run begins with
 * @param failure why it failed
 */
public record TenantOutcome(
        String tenant, Result result, int revisions, Duration duration, Optional<RuntimeException> failure) {

    /** What became of it in a word. */
    public enum Result {
        /** Revisions or repeatables were applied. */
        UPGRADED,
        /** There was nothing to do, perhaps because another instance did it. */
        UP_TO_DATE,
        /** It failed; what was committed before stays. */
        FAILED,
        /** The run ended before its turn came. */
        NOT_TRIED
    }

    /** One on which something was done. */
    public static TenantOutcome upgraded(String tenant, int revisions, Duration duration) {
        return new TenantOutcome(tenant, Result.UPGRADED, revisions, duration, Optional.empty());
    }

    /** One on which nothing was to be done. */
    public static TenantOutcome upToDate(String tenant) {
        return new TenantOutcome(tenant, Result.UP_TO_DATE, 0, Duration.ZERO, Optional.empty());
    }

    /** One that failed. */
    public static TenantOutcome failed(String tenant, Duration duration, RuntimeException failure) {
        return new TenantOutcome(tenant, Result.FAILED, 0, duration, Optional.of(failure));
    }

    /** One whose turn did not come. */
    public static TenantOutcome notTried(String tenant) {
        return new TenantOutcome(tenant, Result.NOT_TRIED, 0, Duration.ZERO, Optional.empty());
    }
}
