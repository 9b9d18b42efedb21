// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.actuate.descriptor;

import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;

import dev.migration.boot.status.FailureSummary;
import dev.migration.boot.status.TenantMonitor.Snapshot;
import dev.migration.tenant.TenantState;
import dev.migration.tenant.TenantStates;

/**
 * The tenants of a database.
 *
 * @param total the number of tenants
 * @param upToDate the number of tenants on which all revisions and repeatables of this application are applied
 * @param pending the number of tenants that need an upgrade and have no other problem
 * @param failed the number of tenants that need a person
 * @param running the run of this application; null if there is none
 * @param tenants the requested page of tenants; in the answer without a selector the first tenants that are not up to date
 * @param failure why the values may be outdated; null if they are current
 */
public record TenantsDescriptor(
        int total,
        int upToDate,
        int pending,
        int failed,
        @Nullable RunningTenants running,
        List<TenantEntry> tenants,
        @JsonUnwrapped @Nullable ReadFailure failure)
        implements SelectionDescriptor.Part {

    private static final int SHOWN = 50;

    /** The numbers, and the first tenants that are not up to date. */
    static TenantsDescriptor notUpToDate(Snapshot snapshot, boolean sql) {
        return of(snapshot, states(snapshot).behind().stream().limit(SHOWN).toList(), sql);
    }

    /** A page of all tenants; tenants that are not up to date come first. */
    public static TenantsDescriptor page(Snapshot snapshot, PageRange paging, boolean sql) {
        TenantStates states = states(snapshot);
        List<TenantState> notUpToDate = states.behind();
        List<TenantState> all = Stream.concat(
                        notUpToDate.stream(), states.all().stream().filter(TenantState::isUpToDate))
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
                ReadFailure.of(snapshot, sql));
    }

    private static TenantStates states(Snapshot snapshot) {
        return snapshot.states().orElseGet(() -> new TenantStates(List.of()));
    }

    /**
     * The progress of a run over tenants.
     *
     * @param tenants the number of tenants of the run
     * @param done the number of tenants that are finished, with or without success
     * @param failed the number of tenants that failed
     */
    public record RunningTenants(int tenants, int done, int failed) {}

    /**
     * A tenant.
     *
     * @param status the name of a {@link dev.migration.tenant.TenantState.Condition}
     * @param pending the number of pending revisions and repeatables
     * @param detail what is wrong with the tenant; null if nothing is
     * @param sqlState the SQLSTATE of its failure; null if there is none
     */
    public record TenantEntry(
            String tenant,
            String status,
            List<String> current,
            int pending,
            @Nullable String detail,
            @Nullable String sqlState) {

        static TenantEntry of(TenantState state, String detail) {
            return new TenantEntry(
                    state.tenant(),
                    state.condition().name(),
                    state.current(),
                    state.pending(),
                    detail.isEmpty() ? null : detail,
                    FailureSummary.sqlStateIn(state.detail()).orElse(null));
        }
    }
}
