// SPDX-License-Identifier: Apache-2.0
package dev.migration.tenant;

import java.util.List;

/**
 * The states of all tenants.
 *
 * @param all in the order of their source
 */
public record TenantStates(List<TenantState> all) {

    public TenantStates {
        all = List.copyOf(all);
    }

    /** The number of tenants. */
    public int total() {
        return all.size();
    }

    /** The number of tenants to which all scripts are applied. */
    public int upToDate() {
        return (int) all.stream().filter(TenantState::isUpToDate).count();
    }

    /** The number of tenants that are pending or running. */
    public int pending() {
        return (int) all.stream().filter(TenantState::isPending).count();
    }

    /** The number of tenants that need an operator. */
    public int failed() {
        return (int) all.stream().filter(TenantState::isFailed).count();
    }

    /** The tenants that are not up to date; failed ones come first. */
    public List<TenantState> behind() {
        return all.stream()
                .filter(state -> !state.isUpToDate())
                .sorted((first, second) -> Boolean.compare(second.isFailed(), first.isFailed()))
                .toList();
    }

    /** Such as {@code 1,000 tenants: 997 up to date, 2 pending, 1 failed}. */
    @Override
    public String toString() {
        return new TenantCountText(total())
                .with(upToDate(), "up to date")
                .with(pending(), "pending")
                .with(failed(), "failed")
                .toString();
    }
}
