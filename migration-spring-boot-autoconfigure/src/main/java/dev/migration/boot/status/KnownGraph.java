package dev.migration.boot.status;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.migration.MigrationStatus;
import dev.migration.boot.status.MigrationMonitor.Snapshot;
import dev.migration.event.LockHolder;
import dev.migration.event.RunProgress;
import dev.migration.revision.Revision;
import dev.migration.revision.RevisionGraph;
import dev.migration.version.AppliedRevision;
import dev.migration.version.HistoryEntry;
import dev.migration.version.RevisionState;

/** Every revision that has a script or is applied, with what the database was last seen to say about it. */
public final class KnownGraph {

    private final RevisionGraph graph;
    private final Map<String, AppliedRevision> rows;
    private final Set<String> unknown;
    private final Optional<String> current;
    private final Optional<String> failedLast;
    private final boolean seen;

    private KnownGraph(RevisionGraph graph, Snapshot snapshot) {
        this.graph = graph;
        this.rows = snapshot.status().map(KnownGraph::rows).orElseGet(Map::of);
        this.unknown =
                snapshot.status().map(status -> Set.copyOf(status.unknown())).orElseGet(Set::of);
        this.current = runningRevision(snapshot);
        this.failedLast =
                snapshot.isRunning() ? Optional.empty() : snapshot.lastFailure().map(HistoryEntry::revision);
        this.seen = snapshot.status().isPresent();
    }

    /** What the monitor's last look showed; its scripts alone where the database never answered. */
    public static KnownGraph of(MigrationMonitor monitor, Snapshot snapshot) {
        return new KnownGraph(
                snapshot.status()
                        .map(MigrationStatus::graph)
                        .orElseGet(() -> monitor.scripts().graph()),
                snapshot);
    }

    /** Its edges. */
    public RevisionGraph graph() {
        return graph;
    }

    /** All revisions, each before what it stands on. */
    public List<Node> newestFirst() {
        List<Revision> revisions = new ArrayList<>(graph.revisions());
        Collections.reverse(revisions);
        return revisions.stream().map(this::node).toList();
    }

    /** The revision with exactly this id. */
    public Optional<Node> find(String id) {
        return graph.find(id).map(this::node);
    }

    private Node node(Revision revision) {
        List<String> parents = graph.parentsOf(revision.id());
        Set<String> down = new HashSet<>(
                graph.downRevisionsOf(graph.known(List.of(revision.id()))).ids());
        return new Node(
                revision,
                state(revision.id()),
                parents.stream().filter(down::contains).toList(),
                parents.stream().filter(parent -> !down.contains(parent)).toList(),
                Optional.ofNullable(rows.get(revision.id())),
                failedLast.filter(revision.id()::equals).isPresent());
    }

    private Optional<State> state(String id) {
        if (!seen) {
            return Optional.empty();
        }
        AppliedRevision row = rows.get(id);
        RevisionState.State stage = row == null ? null : row.stage().state();
        if (stage == RevisionState.State.FAILED) {
            return Optional.of(State.FAILED);
        }
        // A session cuts the id that it shows others.
        boolean running = current.filter(beginning -> isAt(id, beginning)).isPresent();
        if (running || stage == RevisionState.State.RUNNING || stage == RevisionState.State.REMOVING) {
            return Optional.of(State.RUNNING);
        }
        if (unknown.contains(id)) {
            return Optional.of(State.UNKNOWN);
        }
        return Optional.of(row == null && !isReplaced(id) ? State.PENDING : State.APPLIED);
    }

    private static boolean isAt(String id, String beginning) {
        return id.equals(beginning) || (beginning.length() == LockHolder.LONGEST_REVISION && id.startsWith(beginning));
    }

    /** A squashed revision counts as applied when all that it stands for are (ADR 3). */
    private boolean isReplaced(String id) {
        List<String> replaces = graph.find(id).map(Revision::replaces).orElse(List.of());
        return !replaces.isEmpty() && rows.keySet().containsAll(replaces);
    }

    private static Map<String, AppliedRevision> rows(MigrationStatus status) {
        return Stream.concat(status.applied().stream(), status.interrupted().stream())
                .collect(Collectors.toMap(
                        AppliedRevision::id, Function.identity(), (first, second) -> second, HashMap::new));
    }

    private static Optional<String> runningRevision(Snapshot snapshot) {
        return snapshot.progress()
                .flatMap(RunProgress::revision)
                .or(() -> snapshot.holder().flatMap(LockHolder::place).map(LockHolder.Place::revision));
    }

    /** Where a revision is. */
    public enum State {
        /** The database has it. */
        APPLIED,
        /** It waits. */
        PENDING,
        /** Somebody is at it, or began it and died. */
        RUNNING,
        /** It runs in pieces, and stopped half-way. */
        FAILED,
        /** The database has it, and there is no script here. */
        UNKNOWN
    }

    /**
     * A revision.
     *
     * @param state empty when the database never answered
     * @param revises the ids of its down revisions, as far as the graph has them
     * @param dependsOn the ids of what it depends on; labels are resolved
     * @param row what the database has about it
     * @param failedLast whether it was what was done last, and failed
     */
    public record Node(
            Revision revision,
            Optional<State> state,
            List<String> revises,
            List<String> dependsOn,
            Optional<AppliedRevision> row,
            boolean failedLast) {

        public String id() {
            return revision.id();
        }

        /** What it stands on, over both kinds of edges. */
        public List<String> parents() {
            return Stream.concat(revises.stream(), dependsOn.stream()).toList();
        }
    }
}
