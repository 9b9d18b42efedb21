// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.actuate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.migration.boot.actuate.descriptor.BranchesDescriptor;
import dev.migration.boot.actuate.descriptor.CurrentDescriptor;
import dev.migration.boot.actuate.descriptor.DatabaseDescriptor;
import dev.migration.boot.actuate.descriptor.GraphDescriptor;
import dev.migration.boot.actuate.descriptor.HeadsDescriptor;
import dev.migration.boot.actuate.descriptor.HistoryDescriptor;
import dev.migration.boot.actuate.descriptor.InvalidSelectionException;
import dev.migration.boot.actuate.descriptor.LockDescriptor;
import dev.migration.boot.actuate.descriptor.PageRange;
import dev.migration.boot.actuate.descriptor.PendingDescriptor;
import dev.migration.boot.actuate.descriptor.ReadFailure;
import dev.migration.boot.actuate.descriptor.RunsDescriptor;
import dev.migration.boot.actuate.descriptor.SelectionDescriptor;
import dev.migration.boot.actuate.descriptor.SelectionDescriptor.Part;
import dev.migration.boot.actuate.descriptor.SqlDescriptor;
import dev.migration.boot.actuate.descriptor.SqlRange;
import dev.migration.boot.actuate.descriptor.TenantsDescriptor;
import dev.migration.boot.actuate.descriptor.WorkDescriptor;
import dev.migration.boot.operation.OperationService;
import dev.migration.boot.status.KnownGraph;
import dev.migration.boot.status.MigrationMonitor;
import dev.migration.boot.status.MigrationMonitor.Snapshot;
import dev.migration.boot.status.MonitoredContext;
import dev.migration.revision.fault.TargetException;

/**
 * Answers a request for {@code /actuator/migrations/{selector}}.
 *
 * @param selector a word such as {@code current}, or the id of a revision or a unique prefix of it
 * @param paging the requested page of a list
 * @param range the requested range of SQL
 * @param sql whether the reader may see SQL
 */
record Selection(String selector, PageRange paging, SqlRange range, boolean sql) {

    private static final String TENANTS = "tenants";

    private static final String SELECTOR_REMEDY =
            "Use one of current, heads, branches, pending, history, lock, graph, runs, work, sql, or the id of a revision or a unique prefix"
                    + " of it.";

    /** @throws InvalidSelectionException if the selector is invalid or no database has the revision */
    SelectionDescriptor of(List<MonitoredContext> contexts, OperationService operations) {
        Map<@Nullable String, SelectionDescriptor.Databases> answers = new LinkedHashMap<>();
        List<TargetException> unknown = new ArrayList<>();
        for (MonitoredContext context : contexts) {
            Map<String, Part> parts = ofTenants(context);
            if (!selector.equals(TENANTS)) {
                context.databases().forEach((name, monitor) -> {
                    try {
                        parts.put(name, part(monitor, operations));
                    } catch (TargetException missing) {
                        unknown.add(missing);
                    }
                });
            }
            answers.put(context.id(), new SelectionDescriptor.Databases(parts, context.parentId()));
        }
        if (answers.values().stream().allMatch(answer -> answer.databases().isEmpty())
                && (hasTenants(contexts) || !unknown.isEmpty() || selector.equals(TENANTS))) {
            throw notFound(unknown);
        }
        return new SelectionDescriptor(answers);
    }

    private static boolean hasTenants(List<MonitoredContext> contexts) {
        return contexts.stream().anyMatch(context -> !context.tenants().isEmpty());
    }

    /** The parts that describe all tenants of a database together. */
    private Map<String, Part> ofTenants(MonitoredContext context) {
        Map<String, Part> parts = new LinkedHashMap<>();
        context.tenants().forEach((name, monitor) -> {
            if (selector.equals(TENANTS)) {
                parts.put(name, TenantsDescriptor.page(monitor.read(), paging, sql));
            } else if (selector.equals("heads")) {
                parts.put(name, new HeadsDescriptor(HeadsDescriptor.of(monitor.scripts()), null));
            }
        });
        return parts;
    }

    private InvalidSelectionException notFound(List<TargetException> unknown) {
        if (selector.equals(TENANTS)) {
            return InvalidSelectionException.missing(
                    "There are no tenants.",
                    "Set migration.tenants.schemas or migration.tenants.pattern, or with several databases"
                            + " migration.databases.NAME.tenants.schemas or .pattern.");
        }
        return unknown.isEmpty()
                ? InvalidSelectionException.missing(
                        "Each tenant has its own " + selector + ".", "Use one of tenants, heads.")
                : InvalidSelectionException.missing(unknown.get(0).problem(), SELECTOR_REMEDY);
    }

    private Part part(MigrationMonitor monitor, OperationService operations) {
        Snapshot snapshot = monitor.read();
        return switch (selector) {
            case "current" -> CurrentDescriptor.of(DatabaseDescriptor.of(snapshot, sql), paging);
            case "heads" -> heads(monitor, snapshot);
            case "pending" -> PendingDescriptor.of(DatabaseDescriptor.of(snapshot, sql), paging);
            case "history" -> HistoryDescriptor.of(DatabaseDescriptor.of(snapshot, sql), paging);
            case "lock" -> LockDescriptor.of(snapshot, sql);
            case "graph" -> GraphDescriptor.of(KnownGraph.of(monitor, snapshot), paging, ReadFailure.of(snapshot, sql));
            case "branches" -> BranchesDescriptor.of(monitor.scripts().graph(), ReadFailure.of(snapshot, sql));
            case "runs" ->
                RunsDescriptor.of(DatabaseDescriptor.of(snapshot, sql), operations.runs(monitor.migrator()), sql);
            case "work" -> WorkDescriptor.of(DatabaseDescriptor.of(snapshot, sql));
            case "sql" -> sql(monitor);
            default -> new RevisionReader(monitor, snapshot).read(selector, sql);
        };
    }

    private SqlDescriptor sql(MigrationMonitor monitor) {
        if (!sql) {
            throw InvalidSelectionException.forbidden(
                    "This user may not see SQL.",
                    "Ask the operator of the application to set migration.endpoint.show-sql.");
        }
        return SqlDescriptor.of(monitor.scripts(), range);
    }

    private HeadsDescriptor heads(MigrationMonitor monitor, Snapshot snapshot) {
        return new HeadsDescriptor(HeadsDescriptor.of(monitor.scripts()), ReadFailure.of(snapshot, sql));
    }
}
