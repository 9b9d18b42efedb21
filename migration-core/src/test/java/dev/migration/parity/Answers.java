package dev.migration.parity;

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
import dev.migration.revision.target.TargetResolver;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Answers questions about one graph with the planner, in the form of the question files. */
final class Answers {

    private final RevisionGraph graph;
    private final AlembicReading alembic;

    private Answers(RevisionGraph graph) {
        this.graph = graph;
        this.alembic = new AlembicReading(graph);
    }

    /** The answers to all questions about a graph, each with the id of its question. */
    static List<Map<String, Object>> to(QuestionedGraph asked) {
        try {
            Answers answers = new Answers(RevisionGraph.of(asked.revisions()));
            return asked.questions().stream().map(answers::answer).toList();
        } catch (InvalidGraphException invalid) {
            String kind = Kinds.of(invalid.faults().get(0));
            return asked.questions().stream()
                    .map(question -> answer(question, Map.of("error", invalid.problem(), "kind", kind)))
                    .toList();
        }
    }

    private Map<String, Object> answer(Question question) {
        try {
            return answer(question, fields(question));
        } catch (TargetException refusal) {
            return answer(question, Map.of("error", refusal.problem(), "kind", Kinds.of(refusal.fault())));
        }
    }

    private static Map<String, Object> answer(Question question, Map<String, Object> fields) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("id", question.id());
        answer.putAll(fields);
        return answer;
    }

    private Map<String, Object> fields(Question question) {
        return switch (question.operation()) {
            case "load" -> Map.of("ok", true);
            case "heads" -> revisions(graph.heads());
            case "effective_heads" -> revisions(graph.effectiveHeads());
            case "bases" -> revisions(graph.bases());
            case "branch_points" -> revisions(graph.branchPoints());
            case "merge_points" -> revisions(graph.mergePoints());
            case "labels" -> Map.of("value", alembic.labels());
            case "resolve" -> Map.of("revs", alembic.resolved(text(question, "arg")));
            case "resolve_one" -> one(Target.parse(text(question, "arg")));
            case "revision", "merge" -> parents(question);
            default -> ofDatabase(question);
        };
    }

    private Map<String, Object> ofDatabase(Question question) {
        return switch (question.operation()) {
            case "upgrade" -> plan(alembic.withoutOverlap(question).upgrade(Target.parse(text(question, "to"))));
            case "downgrade" ->
                plan(planner(question).downgrade(alembic.down(planner(question), text(question, "to"))));
            case "stamp" -> Map.of("after", stamp(question).after());
            case "history" ->
                Map.of(
                        "revs",
                        ids(alembic.withoutOverlap(question)
                                .history(alembic.range(planner(question), text(question, "range")))));
            case "current" -> revisions(planner(question).currentBranches());
            case "check_heads" -> Map.of("value", planner(question).isAtHeads());
            default -> throw new IllegalArgumentException("Nobody knows how to answer " + question.json());
        };
    }

    private Plan stamp(Question question) {
        List<Target> targets = question.texts("to").stream().map(Target::parse).toList();
        return question.flag("purge")
                ? Planner.of(graph, VersionRows.of(graph, List.of())).purgeAndStamp(targets)
                : alembic.stamped(question.texts("from"), targets);
    }

    private Map<String, Object> parents(Question question) {
        boolean merge = question.operation().equals("merge");
        List<String> heads = merge
                ? question.texts("revisions")
                : List.of(question.text("head").orElse("head"));
        NewRevision wanted = new NewRevision(
                heads.stream().map(Target::parse).toList(),
                question.flag("splice"),
                List.of(),
                question.texts("depends_on").stream().map(Target::parse).toList());
        RevisionParents parents = RevisionParents.of(graph, TargetResolver.of(graph), wanted);
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

    private Planner planner(Question question) {
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

    private static String text(Question question, String field) {
        return Objects.requireNonNull(question.text(field).orElse(null), () -> "no " + field + " in " + question);
    }
}
