// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.status;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
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
import dev.migration.revision.fault.ResolutionFault;
import dev.migration.revision.fault.TargetException;
import dev.migration.revision.target.Target;
import dev.migration.revision.target.TargetResolver;
import dev.migration.version.AppliedRevision;
import dev.migration.version.HistoryEntry;
import dev.migration.version.RevisionState;

/** Every revision that has a script or is applied, with its last known state in the database. */
public final class KnownGraph {

    private final RevisionGraph graph;
    private final Map<String, AppliedRevision> rows;
    private final Set<String> unknown;
    private final Optional<String> current;
    private final Optional<String> failedLast;
    private final boolean hasAnswered;

    private KnownGraph(RevisionGraph graph, Snapshot snapshot) {
        this.graph = graph;
        this.rows = snapshot.status().map(KnownGraph::rows).orElseGet(Map::of);
        this.unknown =
                snapshot.status().map(status -> Set.copyOf(status.unknown())).orElseGet(Set::of);
        this.current = runningRevision(snapshot).map(this::whole);
        this.failedLast =
                snapshot.isRunning() ? Optional.empty() : snapshot.lastFailure().map(HistoryEntry::revision);
        this.hasAnswered = snapshot.status().isPresent();
    }

    /** The graph of a snapshot of the monitor; if the database has never answered, the graph of the scripts. */
    public static KnownGraph of(MigrationMonitor monitor, Snapshot snapshot) {
        return new KnownGraph(
                snapshot.status()
                        .map(MigrationStatus::graph)
                        .orElseGet(() -> monitor.scripts().graph()),
                snapshot);
    }

    /** The revisions and their edges. */
    public RevisionGraph graph() {
        return graph;
    }

    /** All revisions, each before its down revisions and dependencies. */
    public List<Node> newestFirst() {
        List<Revision> revisions = new ArrayList<>(graph.revisions());
        Collections.reverse(revisions);
        return revisions.stream().map(this::node).toList();
    }

    /** The revision with exactly this id. */
    public Optional<Node> find(String id) {
        return graph.find(id).map(this::node);
    }

    /**
     * The full id of the revision that has this id, or, if it is the only one, an id that begins so.
     *
     * @throws TargetException if no revision or several revisions match; also for a name outside the grammar of targets
     */
    public static String requireId(RevisionGraph graph, String name) {
        return graph.find(name)
                .or(() -> TargetResolver.of(graph).resolve(List.of(new Target.Named(name))).inOrder().stream()
                        .findFirst())
                .map(Revision::id)
                .orElseThrow(() -> new TargetException(new ResolutionFault.Unreadable(name)));
    }

    /** The revision that a session runs now; empty if none is known. */
    public Optional<Node> running() {
        return current.flatMap(this::find);
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
        if (!hasAnswered) {
            return Optional.empty();
        }
        AppliedRevision row = rows.get(id);
        RevisionState.State stage = row == null ? null : row.state().state();
        if (stage == RevisionState.State.FAILED) {
            return Optional.of(State.FAILED);
        }
        if (current.filter(id::equals).isPresent()
                || stage == RevisionState.State.RUNNING
                || stage == RevisionState.State.REVERTING) {
            return Optional.of(State.RUNNING);
        }
        if (unknown.contains(id)) {
            return Optional.of(State.UNKNOWN);
        }
        return Optional.of(row == null && !isReplaced(id) ? State.PENDING : State.APPLIED);
    }

    /** The application_name of the session has only the beginning of a long id; that of a revision which is not applied comes first. */
    private String whole(String shown) {
        if (shown.length() != LockHolder.LONGEST_REVISION || graph.find(shown).isPresent()) {
            return shown;
        }
        return graph.revisions().stream()
                .map(Revision::id)
                .filter(id -> id.startsWith(shown))
                .min(Comparator.comparing(rows::containsKey))
                .orElse(shown);
    }

    /** A squashed revision counts as applied if all revisions that it replaces are applied (ADR 3). */
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
                .or(() -> snapshot.place().map(LockHolder.Place::revision));
    }

    /** The state of a revision. */
    public enum State {
        /** The revision is applied. */
        APPLIED,
        /** The revision has a script and is not applied. */
        PENDING,
        /** A session applies or reverts the revision, or its process died and the revision is interrupted. */
        RUNNING,
        /** The revision runs in segments, failed and is interrupted. */
        FAILED,
        /** The revision is applied, and this application has no script for it. */
        UNKNOWN
    }

    /**
     * A revision with its state.
     *
     * @param state the state; empty if the database has never answered
     * @param revises the ids of its down revisions that are in the graph
     * @param dependsOn the ids of its dependencies; labels are resolved
     * @param row its row in the state table; empty if there is none
     * @param failedLast whether the last operation on the database was an attempt to run this revision, and failed
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

        /** The ids of its down revisions and dependencies. */
        public List<String> parents() {
            return Stream.concat(revises.stream(), dependsOn.stream()).toList();
        }
    }
}
