// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.actuate;

import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.migration.MigrationStatus;
import dev.migration.RevisionText;
import dev.migration.boot.actuate.descriptor.AppliedEntry;
import dev.migration.boot.actuate.descriptor.ReadFailure;
import dev.migration.boot.actuate.descriptor.RevisionDescriptor;
import dev.migration.boot.status.KnownGraph;
import dev.migration.boot.status.MigrationMonitor;
import dev.migration.boot.status.MigrationMonitor.Snapshot;
import dev.migration.revision.Revision;
import dev.migration.revision.fault.ResolutionFault;
import dev.migration.revision.fault.TargetException;
import dev.migration.version.RevisionRecord;

/** Reads everything that is known about a revision of one database: its script, its row and its history. */
public final class RevisionReader {

    private static final RevisionRecord NO_RECORD = new RevisionRecord(Optional.empty(), Optional.empty(), List.of());

    private final MigrationMonitor monitor;
    private final Snapshot snapshot;
    private final KnownGraph graph;

    public RevisionReader(MigrationMonitor monitor, Snapshot snapshot) {
        this.monitor = monitor;
        this.snapshot = snapshot;
        this.graph = KnownGraph.of(monitor, snapshot);
    }

    /** The revisions that have a script or are applied. */
    public KnownGraph graph() {
        return graph;
    }

    /**
     * Reads a revision.
     *
     * @param name the id of the revision or a unique prefix of it
     * @param sql whether the reader may see SQL
     * @throws TargetException if no revision or several revisions match
     */
    public RevisionDescriptor read(String name, boolean sql) {
        KnownGraph.Node node = graph.find(KnownGraph.requireId(graph.graph(), name))
                .orElseThrow(() -> new TargetException(new ResolutionFault.Unreadable(name)));
        // The snapshot has just failed to read the database, so do not wait for it again.
        RevisionRecord record = snapshot.error().isPresent()
                ? NO_RECORD
                : monitor.record(node.id()).orElse(NO_RECORD);
        return describe(node, record, sql);
    }

    private RevisionDescriptor describe(KnownGraph.Node node, RevisionRecord record, boolean sql) {
        Revision revision = node.revision();
        Optional<RevisionText> script = monitor.scripts().find(node.id());
        return new RevisionDescriptor(
                node.id(),
                revision.message(),
                node.state().map(Enum::name).orElse(null),
                node.revises(),
                node.dependsOn(),
                graph.graph()
                        .dependantsOf(graph.graph().known(List.of(node.id())))
                        .ids(),
                revision.branchLabels(),
                revision.replaces(),
                revision.created().orElse(null),
                snapshot.status().map(MigrationStatus::edited).stream().anyMatch(edited -> edited.contains(node.id())),
                script.map(RevisionText::source).orElse(null),
                script.map(RevisionText::reversible).orElse(null),
                node.row().map(AppliedEntry::of).orElse(null),
                record.entries().stream()
                        .map(entry -> RevisionDescriptor.Entry.of(entry, sql))
                        .toList(),
                sql ? sql(record, script) : null,
                ReadFailure.of(snapshot, sql));
    }

    private static RevisionDescriptor.@Nullable Sql sql(RevisionRecord record, Optional<RevisionText> script) {
        if (record.upgrade().isPresent()) {
            return new RevisionDescriptor.Sql(
                    "DATABASE",
                    record.upgrade().orElse(null),
                    record.downgrade().orElse(null));
        }
        return script.filter(text -> text.upgrade().isPresent())
                .map(text -> new RevisionDescriptor.Sql(
                        "SCRIPT", text.upgrade().orElse(null), text.downgrade().orElse(null)))
                .orElse(null);
    }
}
