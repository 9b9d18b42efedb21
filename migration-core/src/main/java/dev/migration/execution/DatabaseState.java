package dev.migration.execution;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.migration.plan.Plan;
import dev.migration.plan.Plan.Operation;
import dev.migration.plan.Planner;
import dev.migration.plan.Step;
import dev.migration.revision.Repeatable;
import dev.migration.revision.Revision;
import dev.migration.revision.RevisionGraph;
import dev.migration.script.RevisionScript;
import dev.migration.script.RevisionScripts;
import dev.migration.version.AppliedRevision;
import dev.migration.version.AppliedState;

/** The scripts of the application beside the revisions that are applied: what is known, pending, unknown, edited. */
public final class DatabaseState {

    private final RevisionScripts scripts;
    private final Map<String, AppliedRevision> applied = new LinkedHashMap<>();
    private final RevisionGraph graph;
    private final RepeatableState repeatables;

    public DatabaseState(RevisionScripts scripts, AppliedState state) {
        this.scripts = scripts;
        state.revisions().forEach(revision -> this.applied.put(revision.id(), revision));
        this.graph = withoutScript().isEmpty() && !scripts.haveReplacements() ? scripts.graph() : linked();
        this.repeatables =
                new RepeatableState(scripts, state.repeatables(), !unknown().isEmpty());
    }

    /** Plans from here. */
    public Planner planner() {
        return new Planner(graph, scripts.ids(), List.copyOf(applied.keySet()));
    }

    /** What is left of a plan that another session began. */
    Plan rest(Plan plan) {
        List<Step> left = plan.steps().stream()
                .filter(step -> isApplied(step.revision()) != (step.direction() == Step.Direction.UP))
                .toList();
        List<Repeatable> again = repeatables.pendingBehind(revisionsOf(left)).stream()
                .filter(plan.repeatables()::contains)
                .toList();
        return new Plan(plan.operation(), left, again, planner().current().ids(), plan.after(), plan.notes());
    }

    /** The plan together with the repeatables that follow its steps, if it leads to every head; else with a note. */
    Plan withRepeatables(Plan plan) {
        List<Repeatable> pending = plan.operation() == Operation.UPGRADE
                ? repeatables.pendingBehind(revisionsOf(plan.steps()))
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
    private boolean isApplied(Revision revision) {
        boolean replaced = !revision.replaces().isEmpty() && applied.keySet().containsAll(revision.replaces());
        return replaced || applied.containsKey(revision.id());
    }

    /** The repeatables. */
    public RepeatableState repeatables() {
        return repeatables;
    }

    /** Every revision that has a script or is applied. */
    public RevisionGraph graph() {
        return graph;
    }

    /** The applied revisions, the one applied last at the end. */
    public List<AppliedRevision> applied() {
        return List.copyOf(applied.values());
    }

    /** Applied revisions without a script: a newer application was here, or files are missing. */
    public List<AppliedRevision> unknown() {
        return withoutScript().stream()
                .filter(revision -> scripts.graph().standIn(revision.id()).isEmpty())
                .toList();
    }

    /** The ids of {@link #unknown()}. */
    List<String> unknownIds() {
        return unknown().stream().map(AppliedRevision::id).toList();
    }

    /** Scripts whose upgrade section is not the one that was run. */
    public List<RevisionScript> edited() {
        return applied.keySet().stream()
                .flatMap(id -> scripts.find(id).filter(this::isEdited).stream())
                .toList();
    }

    /** Whether the script is not the one that was run, as far as a checksum can tell. */
    boolean isEdited(RevisionScript script) {
        Optional<String> then =
                Optional.ofNullable(applied.get(script.revision().id())).flatMap(AppliedRevision::checksum);
        return then.isPresent()
                && script.checksum().isPresent()
                && !script.checksum().equals(then);
    }

    /**
     * The applied revisions without a script join the graph with the parents they had. Labels stay out: the application may
     * have given them to another revision since.
     */
    private RevisionGraph linked() {
        List<Revision> unknown = withoutScript().stream()
                .map(AppliedRevision::revision)
                .map(this::reachable)
                .toList();
        Stream<Revision> scripted = scripts.all().stream().map(RevisionScript::revision);
        return RevisionGraph.of(Stream.concat(scripted, unknown.stream()).toList(), applied.keySet());
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
                revision.replaces(),
                revision.created(),
                revision.message());
    }

    private boolean isKnown(String id) {
        return scripts.find(id).isPresent()
                || applied.containsKey(id)
                || scripts.graph().standIn(id).isPresent();
    }
}
