package dev.migration.tenant;

import java.util.stream.Collectors;

import dev.migration.error.MigrationException;

/** Tenants are not where they must be. Nothing was run. */
public final class TenantsBehindException extends MigrationException {

    private static final int IN_FULL = 10;

    private final transient TenantStates states;

    private TenantsBehindException(String problem, String remedy, TenantStates states) {
        super(problem, remedy);
        this.states = states;
    }

    /** Somebody looked, and they were not. */
    public static TenantsBehindException found(TenantStates states) {
        return new TenantsBehindException(
                "Tenants are behind. " + list(states),
                "Upgrade them first, or start with migration.on-startup=upgrade.",
                states);
    }

    /** Somebody waited, and it did not come. */
    public static TenantsBehindException waited(TenantStates states, long seconds) {
        return new TenantsBehindException(
                "Tenants are still behind after " + seconds + " s of waiting for another process. " + list(states),
                "See to the process that is to upgrade them, or raise migration.wait-for.",
                states);
    }

    /** Where every tenant was. */
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
