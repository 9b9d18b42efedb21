package dev.migration.boot.actuate.descriptor;

import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.migration.boot.status.TenantMonitor.Snapshot;
import dev.migration.tenant.TenantState;
import dev.migration.tenant.TenantStates;

/**
 * The tenants of a database.
 *
 * @param total how many there are
 * @param upToDate how many of them have all that the application needs
 * @param pending how many wait, without anything being wrong with them
 * @param failed how many somebody has to see to
 * @param running how far the run of this application is; null when there is none
 * @param tenants those that are asked for; of a whole database the first that are not up to date
 * @param error why the answer may be old; null when it is not
 */
public record TenantsDescriptor(
        int total,
        int upToDate,
        int pending,
        int failed,
        @Nullable RunningTenants running,
        List<TenantEntry> tenants,
        @Nullable String error)
        implements SelectionDescriptor.Part {

    private static final int FIRST = 50;

    /** The first that are not up to date. */
    static TenantsDescriptor behind(Snapshot snapshot, boolean sql) {
        return of(snapshot, states(snapshot).behind().stream().limit(FIRST).toList(), sql);
    }

    /** Some of all, those that are not up to date first. */
    public static TenantsDescriptor page(Snapshot snapshot, PageRange paging, boolean sql) {
        TenantStates states = states(snapshot);
        List<TenantState> behind = states.behind();
        List<TenantState> all = Stream.concat(
                        behind.stream(), states.all().stream().filter(TenantState::isUpToDate))
                .toList();
        return of(
                snapshot,
                all.stream().skip(paging.offset()).limit(paging.limit()).toList(),
                sql);
    }

    private static TenantsDescriptor of(Snapshot snapshot, List<TenantState> shown, boolean sql) {
        TenantStates states = states(snapshot);
        return new TenantsDescriptor(
                states.total(),
                states.upToDate(),
                states.pending(),
                states.failed(),
                snapshot.progress()
                        .map(run -> new RunningTenants(run.tenants(), run.done(), run.failed()))
                        .orElse(null),
                shown.stream()
                        .map(state -> TenantEntry.of(state, snapshot.detail(state, sql)))
                        .toList(),
                snapshot.error(sql).orElse(null));
    }

    private static TenantStates states(Snapshot snapshot) {
        return snapshot.states().orElseGet(() -> new TenantStates(List.of()));
    }

    /** How far a run is: of so many tenants so many are over with, and so many of these failed. */
    public record RunningTenants(int tenants, int done, int failed) {}

    /**
     * A tenant.
     *
     * @param status see {@link dev.migration.tenant.TenantState.Condition}
     * @param pending how many revisions and repeatables wait
     * @param detail what is wrong with it; null when nothing is
     */
    public record TenantEntry(
            String tenant,
            String status,
            List<String> current,
            int pending,
            @Nullable String detail) {

        static TenantEntry of(TenantState state, String detail) {
            return new TenantEntry(
                    state.tenant(),
                    state.condition().name(),
                    state.current(),
                    state.pending(),
                    detail.isEmpty() ? null : detail);
        }
    }
}
