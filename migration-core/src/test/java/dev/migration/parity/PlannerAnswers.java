// SPDX-License-Identifier: Apache-2.0
package dev.migration.parity;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.migration.plan.NewRevision;
import dev.migration.plan.Plan;
import dev.migration.plan.Planner;
import dev.migration.plan.RevisionParents;
import dev.migration.revision.Revision;
import dev.migration.revision.RevisionGraph;
import dev.migration.revision.RevisionSet;
import dev.migration.revision.VersionRows;
import dev.migration.revision.fault.InvalidGraphException;
import dev.migration.revision.fault.TargetException;
import dev.migration.revision.target.Target;
import dev.migration.revision.target.TargetRange;
import dev.migration.revision.target.TargetResolver;

/** Answers the questions about one graph with the planner, in the format of the question files. */
final class PlannerAnswers {

    private final RevisionGraph graph;

    private PlannerAnswers(RevisionGraph graph) {
        this.graph = graph;
    }

    /** The answers to all questions about a graph, each with the id of its question. */
    static List<Map<String, Object>> to(ParityGraph questioned) {
        try {
            PlannerAnswers answers = new PlannerAnswers(RevisionGraph.of(questioned.revisions()));
            return questioned.questions().stream().map(answers::answer).toList();
        } catch (InvalidGraphException invalid) {
            String kind = FaultKinds.of(invalid.faults().get(0));
            return questioned.questions().stream()
                    .map(question -> answer(question, Map.of("error", invalid.problem(), "kind", kind)))
                    .toList();
        }
    }

    private Map<String, Object> answer(ParityQuestion question) {
        try {
            return answer(question, fields(question));
        } catch (TargetException refusal) {
            return answer(question, Map.of("error", refusal.problem(), "kind", FaultKinds.of(refusal.fault())));
        }
    }

    private static Map<String, Object> answer(ParityQuestion question, Map<String, Object> fields) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("id", question.id());
        answer.putAll(fields);
        return answer;
    }

    private Map<String, Object> fields(ParityQuestion question) {
        return switch (question.operation()) {
            case "load" -> Map.of("ok", true);
            case "heads" -> revisions(graph.heads());
            case "effective_heads" -> revisions(graph.realHeads());
            case "bases" -> revisions(graph.bases());
            case "branch_points" -> revisions(graph.branchPoints());
            case "merge_points" -> revisions(graph.mergePoints());
            case "labels" -> Map.of("value", labels());
            case "resolve" ->
                Map.of(
                        "revs",
                        TargetResolver.of(graph)
                                .resolve(Target.parse(text(question, "arg")))
                                .ids());
            case "resolve_one" -> one(Target.parse(text(question, "arg")));
            case "revision", "merge" -> parents(question);
            default -> ofDatabase(question);
        };
    }

    private Map<String, Object> ofDatabase(ParityQuestion question) {
        return switch (question.operation()) {
            case "upgrade" -> plan(planner(question).upgrade(Target.parse(text(question, "to"))));
            case "downgrade" -> plan(planner(question).downgrade(Target.parse(text(question, "to"))));
            case "stamp" -> Map.of("after", stamp(question).after());
            case "history" ->
                Map.of("revs", ids(planner(question).history(TargetRange.parse(text(question, "range")))));
            case "current" -> revisions(planner(question).currentBranches());
            case "check_heads" -> Map.of("value", planner(question).isAtHeads());
            default -> throw new IllegalArgumentException("Unknown operation in " + question.json());
        };
    }

    private Plan stamp(ParityQuestion question) {
        List<Target> targets = question.texts("to").stream().map(Target::parse).toList();
        return question.flag("purge")
                ? Planner.of(graph, VersionRows.of(graph, List.of())).purgeAndStamp(targets)
                : planner(question).stamp(targets);
    }

    private Map<String, List<String>> labels() {
        Map<String, List<String>> labels = new LinkedHashMap<>();
        for (Revision revision : graph.revisions()) {
            List<String> of = graph.labels().stream()
                    .filter(label -> graph.known(
                                    List.of(graph.findLabel(label).orElseThrow().id()))
                            .branchDescendants()
                            .contains(revision.id()))
                    .sorted()
                    .toList();
            if (!of.isEmpty()) {
                labels.put(revision.id(), of);
            }
        }
        return labels;
    }

    private Map<String, Object> parents(ParityQuestion question) {
        boolean merge = question.operation().equals("merge");
        List<String> heads = merge
                ? question.texts("revisions")
                : List.of(question.text("head").orElse("head"));
        NewRevision requested = new NewRevision(
                heads.stream().map(Target::parse).toList(),
                question.flag("splice"),
                List.of(),
                question.texts("depends_on").stream().map(Target::parse).toList());
        RevisionParents parents = RevisionParents.of(graph, TargetResolver.of(graph), requested);
        return merge
                ? Map.of("down", parents.downRevisions())
                : Map.of("down", parents.downRevisions(), "deps", parents.dependsOn());
    }

    private Map<String, Object> one(Target target) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put(
                "rev",
                TargetResolver.of(graph)
                        .resolveOne(target)
                        .map(revision -> (Object) revision.id())
                        .orElse(null));
        return answer;
    }

    private Planner planner(ParityQuestion question) {
        return Planner.of(graph, VersionRows.of(graph, question.texts("from")));
    }

    private static Map<String, Object> plan(Plan plan) {
        return Map.of(
                "plan", plan.steps().stream().map(step -> step.revision().id()).toList(), "after", plan.after());
    }

    private static Map<String, Object> revisions(RevisionSet set) {
        return Map.of("revs", set.ids());
    }

    private static List<String> ids(List<Revision> revisions) {
        return revisions.stream().map(Revision::id).toList();
    }

    private static String text(ParityQuestion question, String field) {
        return Objects.requireNonNull(question.text(field).orElse(null), () -> "no " + field + " in " + question);
    }
}
