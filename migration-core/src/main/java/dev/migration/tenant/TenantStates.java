package dev.migration.tenant;

import java.util.List;

/**
 * Where all tenants are.
 *
 * @param all in the order of their source
 */
public record TenantStates(List<TenantState> all) {

    public TenantStates {
        all = List.copyOf(all);
    }

    /** How many there are. */
    public int total() {
        return all.size();
    }

    /** How many have all that the application needs. */
    public int upToDate() {
        return (int) all.stream().filter(TenantState::isUpToDate).count();
    }

    /** How many wait, without anything being wrong with them. */
    public int pending() {
        return (int) all.stream().filter(TenantState::isPending).count();
    }

    /** How many somebody has to see to. */
    public int failed() {
        return (int) all.stream().filter(TenantState::isBad).count();
    }

    /** Those that are not up to date; what is wrong comes first. */
    public List<TenantState> behind() {
        return all.stream()
                .filter(state -> !state.isUpToDate())
                .sorted((first, second) -> Boolean.compare(second.isBad(), first.isBad()))
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
