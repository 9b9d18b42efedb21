package dev.migration.boot.actuate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.migration.boot.actuate.SelectionDescriptor.Part;
import dev.migration.boot.status.KnownGraph;
import dev.migration.boot.status.MigrationMonitor;
import dev.migration.boot.status.MigrationMonitor.Snapshot;
import dev.migration.boot.status.MonitoredContext;
import dev.migration.boot.status.TenantMonitor;
import dev.migration.revision.TargetException;

/**
 * Answers {@code /actuator/migrations/{selector}}.
 *
 * @param selector a word, or a revision
 * @param paging which part of the history
 * @param sql whether the reader may see SQL
 */
record Selection(String selector, Paging paging, boolean sql) {

    private static final String TENANTS = "tenants";

    /** @throws BadSelectionException if no database knows the revision */
    SelectionDescriptor of(List<MonitoredContext> contexts) {
        Map<@Nullable String, SelectionDescriptor.Databases> answers = new LinkedHashMap<>();
        Optional<TargetException> unknown = Optional.empty();
        boolean found = false;
        for (MonitoredContext context : contexts) {
            Map<String, Part> parts = new LinkedHashMap<>();
            if (selector.equals(TENANTS)) {
                context.tenants()
                        .forEach((name, monitor) -> parts.put(name, TenantsDescriptor.page(monitor.look(), paging)));
            } else if (selector.equals("heads")) {
                context.tenants().forEach((name, monitor) -> parts.put(name, heads(monitor)));
            }
            found |= !parts.isEmpty();
            for (Map.Entry<String, MigrationMonitor> database : selector.equals(TENANTS)
                    ? Map.<String, MigrationMonitor>of().entrySet()
                    : context.databases().entrySet()) {
                try {
                    parts.put(database.getKey(), part(database.getValue()));
                    found = true;
                } catch (TargetException missing) {
                    unknown = Optional.of(missing);
                }
            }
            answers.put(context.id(), new SelectionDescriptor.Databases(parts, context.parentId()));
        }
        if (!found
                && (selector.equals(TENANTS)
                        || contexts.stream().anyMatch(one -> !one.tenants().isEmpty()))) {
            throw BadSelectionException.missing(
                    selector.equals(TENANTS) ? "There are no tenants." : "Each tenant has its own " + selector + ".",
                    selector.equals(TENANTS)
                            ? "Set migration.tenants.schemas or migration.tenants.pattern."
                            : "Take one of tenants, heads.");
        }
        if (!found && unknown.isPresent()) {
            throw BadSelectionException.missing(
                    unknown.get().problem(),
                    "Take one of current, heads, pending, history, lock, graph, or the id of a revision or a beginning of it"
                            + " that no other has.");
        }
        return new SelectionDescriptor(answers);
    }

    private Part part(MigrationMonitor monitor) {
        Snapshot snapshot = monitor.look();
        return switch (selector) {
            case "current" -> CurrentDescriptor.of(DatabaseDescriptor.of(snapshot));
            case "heads" -> heads(monitor, snapshot);
            case "pending" -> PendingDescriptor.of(DatabaseDescriptor.of(snapshot));
            case "history" -> HistoryDescriptor.of(DatabaseDescriptor.of(snapshot), paging);
            case "lock" -> LockDescriptor.of(snapshot, sql);
            case "graph" ->
                GraphDescriptor.of(
                        KnownGraph.of(monitor, snapshot), snapshot.error().orElse(null));
            default -> new RevisionReader(monitor, snapshot).read(selector, sql);
        };
    }

    private static HeadsDescriptor heads(TenantMonitor monitor) {
        return new HeadsDescriptor(HeadsDescriptor.of(monitor.scripts()), null);
    }

    private static HeadsDescriptor heads(MigrationMonitor monitor, Snapshot snapshot) {
        return new HeadsDescriptor(
                HeadsDescriptor.of(monitor.scripts()), snapshot.error().orElse(null));
    }
}
