// SPDX-License-Identifier: Apache-2.0
package dev.migration.tenant;

import java.time.Duration;
import java.util.List;

import dev.migration.tenant.TenantOutcome.Result;

/**
 * The result of a run over all tenants.
 *
 * @param outcomes one for each tenant, in the order of their source
 * @param duration of the whole run
 */
public record TenantReport(List<TenantOutcome> outcomes, Duration duration) {

    public TenantReport {
        outcomes = List.copyOf(outcomes);
    }

    /** The number of tenants with this result. */
    public long count(Result result) {
        return outcomes.stream().filter(outcome -> outcome.result() == result).count();
    }

    /** The number of revisions that were applied to all tenants together. */
    public int revisions() {
        return outcomes.stream().mapToInt(TenantOutcome::revisions).sum();
    }

    /** The tenants that failed. */
    public List<TenantOutcome> failed() {
        return outcomes.stream()
                .filter(outcome -> outcome.result() == Result.FAILED)
                .toList();
    }

    /** Whether every tenant is at the target. */
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
