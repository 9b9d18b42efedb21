// SPDX-License-Identifier: Apache-2.0
package dev.migration.tenant;

import java.util.stream.Collectors;

import dev.migration.error.MigrationException;
import dev.migration.tenant.TenantOutcome.Result;

/** Tenants failed. The other tenants stay upgraded. */
public final class TenantsFailedException extends MigrationException {

    /** The number of failures that are shown completely. */
    private static final int IN_FULL = 5;

    private final transient TenantReport report;

    TenantsFailedException(TenantReport report) {
        super(
                problem(report),
                "Correct the cause of each failure, and upgrade again: the upgraded tenants stay, and only the tenants that are"
                        + " behind are upgraded.");
        this.report = report;
        report.failed().stream()
                .limit(IN_FULL)
                .flatMap(outcome -> outcome.failure().stream())
                .forEach(this::addSuppressed);
    }

    /** The outcome of every tenant. */
    public TenantReport report() {
        return report;
    }

    private static String problem(TenantReport report) {
        String first = report.failed().stream()
                .limit(IN_FULL)
                .map(outcome -> "\n\nTenant " + outcome.tenant() + ": "
                        + outcome.failure().map(Throwable::getMessage).orElse("no reason is known"))
                .collect(Collectors.joining());
        long more = report.count(Result.FAILED) - IN_FULL;
        return "Not every tenant was upgraded. " + report + "." + first
                + (more > 0 ? "\n\nAnd " + TenantCountText.of(more, "tenant") + " more that failed." : "");
    }
}
