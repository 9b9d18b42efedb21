// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.state;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.migration.plan.ParentChange;
import dev.migration.plan.Plan;
import dev.migration.plan.Plan.Operation;
import dev.migration.plan.Planner;
import dev.migration.plan.Step;
import dev.migration.revision.Repeatable;
import dev.migration.revision.Revision;
import dev.migration.revision.RevisionGraph;
import dev.migration.script.RevisionScript;
import dev.migration.script.load.RevisionScripts;
import dev.migration.version.AppliedRevision;
import dev.migration.version.table.StateRows;
import dev.migration.version.table.TableFormat;

/** The applied revisions compared with the scripts: pending, unknown, edited, interrupted. */
public final class DatabaseState {

    private final RevisionScripts scripts;
    private final Map<String, AppliedRevision> applied = new LinkedHashMap<>();
    private final List<AppliedRevision> begun;
    private final List<AppliedRevision> withoutScript;
    private final RevisionGraph graph;
    private final RepeatableState repeatables;
    private final int format;

    public DatabaseState(RevisionScripts scripts, StateRows rows) {
        this.scripts = scripts;
        this.begun = rows.begun();
        this.format = rows.format();
        rows.applied().forEach(revision -> this.applied.put(revision.id(), revision));
        this.withoutScript = applied.values().stream()
                .filter(revision -> scripts.find(revision.id()).isEmpty())
                .toList();
        this.graph = withoutScript.isEmpty() && !scripts.haveReplacements() ? scripts.graph() : linked();
        this.repeatables =
                new RepeatableState(scripts, rows.repeatables(), !unknown().isEmpty());
    }

    /** A planner for a database in this state. */
    public Planner planner() {
        return new Planner(graph, scripts.ids(), List.copyOf(applied.keySet()));
    }

    /** The rest of a plan that another session has begun. */
    public Plan remaining(Plan plan) {
        List<Step> steps = plan.steps().stream()
                .filter(step -> isApplied(step.revision()) != (step.direction() == Step.Direction.UP))
                .toList();
        List<Repeatable> again = repeatables.pendingAfter(revisionsOf(steps)).stream()
                .filter(plan.repeatables()::contains)
                .toList();
        return new Plan(plan.operation(), steps, again, planner().current().ids(), plan.after(), plan.notes());
    }

    /**
     * Adds the pending repeatables to a plan that leads to all heads; adds a note to any other plan. A stamp keeps those of its
     * repeatables that are not recorded yet.
     */
    public Plan withRepeatables(Plan plan) {
        if (plan.operation() == Operation.STAMP) {
            return plan.with(plan.repeatables().stream()
                    .filter(repeatable -> !repeatables.isApplied(repeatable))
                    .toList());
        }
        List<Repeatable> pending =
                plan.operation() == Operation.UPGRADE ? repeatables.pendingAfter(revisionsOf(plan.steps())) : List.of();
        if (pending.isEmpty()) {
            return plan;
        }
        Set<String> planned =
                plan.steps().stream().map(step -> step.revision().id()).collect(Collectors.toSet());
        return planned.containsAll(planner().pending().ids())
                ? plan.with(pending)
                : plan.with("These repeatables wait for an upgrade to the heads: "
                        + pending.stream().map(Repeatable::name).collect(Collectors.joining(", ")) + ".");
    }

    private static List<Revision> revisionsOf(List<Step> steps) {
        return steps.stream().map(Step::revision).toList();
    }

    /** A revision that replaces others is applied when all of them are (ADR 3). */
    public boolean isApplied(Revision revision) {
        boolean replaced = !revision.replaces().isEmpty() && applied.keySet().containsAll(revision.replaces());
        return replaced || applied.containsKey(revision.id());
    }

    /** The newest format of a row of the state tables, see {@link TableFormat}. */
    public int format() {
        return format;
    }

    /** The repeatables. */
    public RepeatableState repeatables() {
        return repeatables;
    }

    /** Whether the table of applied revisions has a row with this id that counts as applied. */
    public boolean isApplied(String id) {
        return applied.containsKey(id);
    }

    /** The graph of all revisions that have a script or are applied. */
    public RevisionGraph graph() {
        return graph;
    }

    /** The applied revisions, in the order in which they were applied. */
    public List<AppliedRevision> applied() {
        return List.copyOf(applied.values());
    }

    /** The revisions that have segments left to apply or to revert. */
    public List<AppliedRevision> interrupted() {
        return Stream.concat(applied.values().stream(), begun.stream())
                .filter(revision -> revision.state().isInterrupted())
                .toList();
    }

    /** The applied revisions whose last statements run in the background and are not done. */
    public List<AppliedRevision> inBackground() {
        return applied.values().stream()
                .filter(revision -> revision.state().isInBackground())
                .toList();
    }

    /** The applied revisions whose parents changed in their scripts since they were applied. */
    public List<ParentChange> parentChanges() {
        return new ParentChanges(graph, scripts).of(applied.values());
    }

    /** The applied revisions without a script: a newer application applied them, or files are missing. */
    public List<AppliedRevision> unknown() {
        return withoutScript.stream()
                .filter(revision -> scripts.graph().replacementOf(revision.id()).isEmpty())
                .toList();
    }

    /** The ids of {@link #unknown()}. */
    public List<String> unknownIds() {
        return unknown().stream().map(AppliedRevision::id).toList();
    }

    /** The scripts whose upgrade section differs from the applied one. */
    public List<RevisionScript> edited() {
        return applied.keySet().stream()
                .flatMap(id -> scripts.find(id).filter(this::isEdited).stream())
                .toList();
    }

    /** Whether the checksum of the script differs from the recorded one; false if one of them has no checksum. */
    public boolean isEdited(RevisionScript script) {
        Optional<String> recorded =
                Optional.ofNullable(applied.get(script.revision().id())).flatMap(AppliedRevision::checksum);
        return recorded.isPresent()
                && script.checksum().isPresent()
                && !script.checksum().equals(recorded);
    }

    /**
     * Adds the applied revisions without a script to the graph, with their recorded parents. Their labels are not added, because
     * another script may use them now.
     */
    private RevisionGraph linked() {
        List<Revision> unknown = withoutScript.stream()
                .map(AppliedRevision::revision)
                .map(this::reachable)
                .toList();
        Set<String> ids = unknown.stream().map(Revision::id).collect(Collectors.toSet());
        Stream<Revision> scripted =
                scripts.all().stream().map(RevisionScript::revision).map(revision -> withoutLabels(revision, ids));
        return RevisionGraph.of(Stream.concat(scripted, unknown.stream()).toList(), applied.keySet());
    }

    /**
     * Removes the labels of a script that equal the id of an applied revision: a graph cannot contain both names, and reading
     * must not fail. A dependency on such a label becomes a dependency on its revision.
     */
    private Revision withoutLabels(Revision revision, Set<String> ids) {
        if (ids.isEmpty()
                || Stream.concat(revision.branchLabels().stream(), revision.dependsOn().stream())
                        .noneMatch(ids::contains)) {
            return revision;
        }
        return new Revision(
                revision.id(),
                revision.downRevisions(),
                revision.dependsOn().stream()
                        .map(name -> ids.contains(name) ? owner(name) : name)
                        .toList(),
                revision.branchLabels().stream()
                        .filter(label -> !ids.contains(label))
                        .toList(),
                revision.replaces(),
                revision.created(),
                revision.message());
    }

    private String owner(String label) {
        return scripts.graph().findLabel(label).map(Revision::id).orElse(label);
    }

    private Revision reachable(Revision revision) {
        return new Revision(
                revision.id(),
                revision.downRevisions().stream().filter(this::isKnown).toList(),
                revision.dependsOn().stream().filter(this::isKnown).toList(),
                List.of(),
                revision.replaces().stream().filter(this::isReplaceable).toList(),
                revision.created(),
                revision.message());
    }

    /**
     * A revision that a script replaces, or that replaces others itself, cannot be replaced by an applied revision without a
     * script.
     */
    private boolean isReplaceable(String id) {
        return scripts.graph().replacementOf(id).isEmpty()
                && scripts.find(id).map(RevisionScript::revision).stream()
                        .allMatch(revision -> revision.replaces().isEmpty());
    }

    private boolean isKnown(String id) {
        return scripts.find(id).isPresent()
                || applied.containsKey(id)
                || scripts.graph().replacementOf(id).isPresent();
    }
}
