// SPDX-License-Identifier: Apache-2.0
package dev.migration.tenant;

import java.util.stream.Collectors;

import dev.migration.error.MigrationException;

/** Tenants are not up to date. Nothing was run. */
public final class TenantsBehindException extends MigrationException {

    private static final int IN_FULL = 10;

    private final transient TenantStates states;

    private TenantsBehindException(String problem, String remedy, TenantStates states) {
        super(problem, remedy);
        this.states = states;
    }

    /** After a check. */
    public static TenantsBehindException found(TenantStates states) {
        return new TenantsBehindException(
                "Tenants are behind. " + list(states),
                "Upgrade them first, or start with migration.on-startup=upgrade.",
                states);
    }

    /** After a wait for another process. */
    public static TenantsBehindException waited(TenantStates states, long seconds) {
        return new TenantsBehindException(
                "Tenants are still behind after " + seconds + " s of waiting for another process. " + list(states),
                "Check the process that upgrades them, or raise migration.wait-for.",
                states);
    }

    /** The state of every tenant. */
    public TenantStates states() {
        return states;
    }

    private static String list(TenantStates states) {
        String first = states.behind().stream()
                .limit(IN_FULL)
                .map(state -> "\n  " + state.tenant() + ": "
                        + (state.detail().isEmpty() ? state.pending() + " pending" : state.detail()))
                .collect(Collectors.joining());
        int more = states.behind().size() - IN_FULL;
        return states + "." + first + (more > 0 ? "\n  and " + more + " more" : "");
    }
}
