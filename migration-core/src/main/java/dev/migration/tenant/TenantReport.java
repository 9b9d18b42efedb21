package dev.migration.tenant;

import java.time.Duration;
import java.util.List;

import dev.migration.tenant.TenantOutcome.Result;

/**
 * What a run did.
 *
 * @param outcomes of every tenant, in the order of their source
 * @param duration of the whole run
 */
public record TenantReport(List<TenantOutcome> outcomes, Duration duration) {

    public TenantReport {
        outcomes = List.copyOf(outcomes);
    }

    /** How many tenants ended so. */
    public long count(Result result) {
        return outcomes.stream().filter(outcome -> outcome.result() == result).count();
    }

    /** How many revisions were applied, in all tenants together. */
    public int revisions() {
        return outcomes.stream().mapToInt(TenantOutcome::revisions).sum();
    }

    /** Those that failed. */
    public List<TenantOutcome> failed() {
        return outcomes.stream()
                .filter(outcome -> outcome.result() == Result.FAILED)
                .toList();
    }

    /** Whether every tenant is where it should be. */
    public boolean isComplete() {
        return failed().isEmpty() && count(Result.NOT_TRIED) == 0;
    }

    /**
     * The same report, if it is complete.
     *
     * @throws TenantsFailedException with the tenants that failed
     */
    public TenantReport requireComplete() {
        if (!isComplete()) {
            throw new TenantsFailedException(this);
        }
        return this;
    }

    /** Such as {@code 1,000 tenants: 990 upgraded (19,800 revisions), 9 up to date, 1 failed}. */
    @Override
    public String toString() {
        return new TenantCountText(outcomes.size())
                .with(count(Result.UPGRADED), "upgraded (" + TenantCountText.of(revisions(), "revision") + ")")
                .with(count(Result.UP_TO_DATE), "up to date")
                .with(count(Result.FAILED), "failed")
                .with(count(Result.NOT_TRIED), "not tried")
                .toString();
    }
}
