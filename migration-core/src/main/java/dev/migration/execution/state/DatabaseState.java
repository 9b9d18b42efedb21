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
import dev.migration.version.StateRows;

/** The scripts of the application beside the revisions that are applied: what is known, pending, unknown, edited. */
public final class DatabaseState {

    private final RevisionScripts scripts;
    private final Map<String, AppliedRevision> applied = new LinkedHashMap<>();
    private final List<AppliedRevision> begun;
    private final RevisionGraph graph;
    private final RepeatableState repeatables;

    public DatabaseState(RevisionScripts scripts, StateRows rows) {
        this.scripts = scripts;
        this.begun = rows.begun();
        rows.applied().forEach(revision -> this.applied.put(revision.id(), revision));
        this.graph = withoutScript().isEmpty() && !scripts.haveReplacements() ? scripts.graph() : linked();
        this.repeatables =
                new RepeatableState(scripts, rows.repeatables(), !unknown().isEmpty());
    }

    /** Plans from here. */
    public Planner planner() {
        return new Planner(graph, scripts.ids(), List.copyOf(applied.keySet()));
    }

    /** What is left of a plan that another session began. */
    public Plan rest(Plan plan) {
        List<Step> left = plan.steps().stream()
                .filter(step -> isApplied(step.revision()) != (step.direction() == Step.Direction.UP))
                .toList();
        List<Repeatable> again = repeatables.pendingAfter(revisionsOf(left)).stream()
                .filter(plan.repeatables()::contains)
                .toList();
        return new Plan(plan.operation(), left, again, planner().current().ids(), plan.after(), plan.notes());
    }

    /**
     * The plan together with the repeatables that follow its steps, if it leads to every head; else with a note. A stamp keeps
     * those of its own that are not written down yet.
     */
    public Plan withRepeatables(Plan plan) {
        if (plan.operation() == Operation.STAMP) {
            return plan.with(plan.repeatables().stream()
                    .filter(repeatable -> !repeatables.isApplied(repeatable))
                    .toList());
        }
        List<Repeatable> pending = plan.operation() == Operation.UPGRADE
                ? repeatables.pendingAfter(revisionsOf(plan.steps()))
                : List.of();
        if (pending.isEmpty()) {
            return plan;
        }
        Set<String> put =
                plan.steps().stream().map(step -> step.revision().id()).collect(Collectors.toSet());
        return put.containsAll(planner().pending().ids())
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

    /** The repeatables. */
    public RepeatableState repeatables() {
        return repeatables;
    }

    /** Whether there is a row that says so. */
    public boolean isApplied(String id) {
        return applied.containsKey(id);
    }

    /** Every revision that has a script or is applied. */
    public RevisionGraph graph() {
        return graph;
    }

    /** The applied revisions, the one applied last at the end. */
    public List<AppliedRevision> applied() {
        return List.copyOf(applied.values());
    }

    /** The revisions of which pieces are left to do, up or down. */
    public List<AppliedRevision> interrupted() {
        return Stream.concat(applied.values().stream(), begun.stream())
                .filter(revision -> revision.state().isInterrupted())
                .toList();
    }

    /** Applied revisions whose script names other parents than they had when they were applied. */
    public List<ParentChange> parentChanges() {
        return new ParentChanges(graph, scripts).of(applied.values());
    }

    /** Applied revisions without a script: a newer application was here, or files are missing. */
    public List<AppliedRevision> unknown() {
        return withoutScript().stream()
                .filter(revision -> scripts.graph().standIn(revision.id()).isEmpty())
                .toList();
    }

    /** The ids of {@link #unknown()}. */
    public List<String> unknownIds() {
        return unknown().stream().map(AppliedRevision::id).toList();
    }

    /** Scripts whose upgrade section is not the one that was run. */
    public List<RevisionScript> edited() {
        return applied.keySet().stream()
                .flatMap(id -> scripts.find(id).filter(this::isEdited).stream())
                .toList();
    }

    /** Whether the script is not the one that was run, as far as a checksum can tell. */
    public boolean isEdited(RevisionScript script) {
        Optional<String> then =
                Optional.ofNullable(applied.get(script.revision().id())).flatMap(AppliedRevision::checksum);
        return then.isPresent()
                && script.checksum().isPresent()
                && !script.checksum().equals(then);
    }

    /**
     * The applied revisions without a script join the graph with the parents they had. Their labels stay out: the application
     * may have given them to another revision since.
     */
    private RevisionGraph linked() {
        List<Revision> unknown = withoutScript().stream()
                .map(AppliedRevision::revision)
                .map(this::reachable)
                .toList();
        Set<String> ids = unknown.stream().map(Revision::id).collect(Collectors.toSet());
        Stream<Revision> scripted =
                scripts.all().stream().map(RevisionScript::revision).map(revision -> withoutLabels(revision, ids));
        return RevisionGraph.of(Stream.concat(scripted, unknown.stream()).toList(), applied.keySet());
    }

    /**
     * An id that is applied wins over a label of the scripts that has become the same: both cannot be names of one graph, and
     * reading must not fail. Who depends on the label is led to the revision that carries it.
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

    private List<AppliedRevision> withoutScript() {
        return applied.values().stream()
                .filter(revision -> scripts.find(revision.id()).isEmpty())
                .toList();
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

    /** What a script replaces, or what itself replaces others, is replaced by nothing else. */
    private boolean isReplaceable(String id) {
        return scripts.graph().standIn(id).isEmpty()
                && scripts.find(id).map(RevisionScript::revision).stream()
                        .allMatch(revision -> revision.replaces().isEmpty());
    }

    private boolean isKnown(String id) {
        return scripts.find(id).isPresent()
                || applied.containsKey(id)
                || scripts.graph().standIn(id).isPresent();
    }
}
