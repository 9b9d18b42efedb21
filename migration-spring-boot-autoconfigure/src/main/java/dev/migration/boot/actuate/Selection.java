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
import dev.migration.boot.write.WriteDesk;
import dev.migration.revision.Revision;
import dev.migration.revision.TargetException;

/**
 * Answers {@code /actuator/migrations/{selector}}.
 *
 * @param selector a word, or a revision
 * @param paging which part of the history
 * @param range which SQL
 * @param sql whether the reader may see SQL
 */
record Selection(String selector, Paging paging, SqlRange range, boolean sql) {

    /** @throws BadSelectionException if no database knows the revision */
    SelectionDescriptor of(List<MonitoredContext> contexts, WriteDesk desk) {
        Map<@Nullable String, SelectionDescriptor.Databases> answers = new LinkedHashMap<>();
        Optional<TargetException> unknown = Optional.empty();
        boolean found = false;
        for (MonitoredContext context : contexts) {
            Map<String, Part> parts = new LinkedHashMap<>();
            for (Map.Entry<String, MigrationMonitor> database :
                    context.databases().entrySet()) {
                try {
                    parts.put(database.getKey(), part(database.getValue(), desk));
                    found = true;
                } catch (TargetException missing) {
                    unknown = Optional.of(missing);
                }
            }
            answers.put(context.id(), new SelectionDescriptor.Databases(parts, context.parentId()));
        }
        if (!found && unknown.isPresent()) {
            throw BadSelectionException.missing(
                    unknown.get().problem(),
                    "Take one of current, heads, branches, pending, history, lock, graph, runs, sql, or the id of a revision or"
                            + " a beginning of it that no other has.");
        }
        return new SelectionDescriptor(answers);
    }

    private Part part(MigrationMonitor monitor, WriteDesk desk) {
        Snapshot snapshot = monitor.look();
        return switch (selector) {
            case "current" -> CurrentDescriptor.of(DatabaseDescriptor.of(snapshot, sql));
            case "heads" -> heads(monitor, snapshot);
            case "pending" -> PendingDescriptor.of(DatabaseDescriptor.of(snapshot, sql));
            case "history" -> HistoryDescriptor.of(DatabaseDescriptor.of(snapshot, sql), paging);
            case "lock" -> LockDescriptor.of(snapshot, sql);
            case "graph" ->
                GraphDescriptor.of(
                        KnownGraph.of(monitor, snapshot), snapshot.error(sql).orElse(null));
            case "branches" ->
                BranchesDescriptor.of(
                        monitor.scripts().graph(), snapshot.error(sql).orElse(null));
            case "runs" -> RunsDescriptor.of(DatabaseDescriptor.of(snapshot, sql), desk.runs(monitor.migrator()), sql);
            case "sql" -> sql(monitor);
            default -> new RevisionReader(monitor, snapshot).read(selector, sql);
        };
    }

    private SqlDescriptor sql(MigrationMonitor monitor) {
        if (!sql) {
            throw BadSelectionException.forbidden(
                    "This reader may not see SQL.",
                    "Whoever runs the application says who may: migration.endpoint.show-sql.");
        }
        return SqlDescriptor.of(monitor.scripts(), range);
    }

    private HeadsDescriptor heads(MigrationMonitor monitor, Snapshot snapshot) {
        return new HeadsDescriptor(
                monitor.scripts().graph().heads().inOrder().stream()
                        .map(Revision::id)
                        .toList(),
                snapshot.error(sql).orElse(null));
    }
}
