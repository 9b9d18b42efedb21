// SPDX-License-Identifier: Apache-2.0
package dev.migration.parity;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.migration.revision.Revision;
import dev.migration.revision.RevisionGraph;

/**
 * Judges an answer. If {@link ModelAnswers} has an answer, ours must be the same; if not, ours is compared with Alembic's
 * as {@code check.py} of the question files does.
 */
final class AnswerComparison {

    /** The result of the comparison. */
    enum Verdict {
        AGREE,
        AGREE_MODEL_ONLY,
        AGREE_MODEL,
        AGREE_VARIANT,
        STRICTER,
        LENIENT,
        DIFFER,
        NOT_COMPARED
    }

    private static final Map<String, List<String>> FIELDS = Map.ofEntries(
            Map.entry("upgrade", List.of("plan", "after")),
            Map.entry("downgrade", List.of("plan", "after")),
            Map.entry("stamp", List.of("after")),
            Map.entry("history", List.of("revs")),
            Map.entry("resolve", List.of("revs")),
            Map.entry("resolve_one", List.of("rev")),
            Map.entry("current", List.of("revs")),
            Map.entry("heads", List.of("revs")),
            Map.entry("effective_heads", List.of("revs")),
            Map.entry("bases", List.of("revs")),
            Map.entry("branch_points", List.of("revs")),
            Map.entry("merge_points", List.of("revs")),
            Map.entry("labels", List.of("value")),
            Map.entry("check_heads", List.of("value")),
            Map.entry("revision", List.of("down", "deps")),
            Map.entry("merge", List.of("down")),
            Map.entry("load", List.of("ok")));

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ParityGraph graph;
    private final ModelAnswers models;

    AnswerComparison(ParityGraph graph) {
        this.graph = graph;
        this.models = new ModelAnswers(new DagModel(graph.revisions()));
    }

    Verdict verdict(ParityQuestion question, JsonNode answer) {
        return models.to(question)
                .map(model -> byModel(question, JSON.valueToTree(model), answer))
                .orElseGet(() -> byAlembic(question, answer));
    }

    /** Whether the model has an answer, so that no answer of Alembic excuses a difference. */
    boolean isModelled(ParityQuestion question) {
        return models.to(question).isPresent();
    }

    /** The independent model is the measure, and it contradicts Alembic only where a page of the documentation does. */
    private Verdict byModel(ParityQuestion question, JsonNode model, JsonNode answer) {
        if (!agrees(question, model, answer)) {
            return Verdict.DIFFER;
        }
        if (!isAnswered(question)) {
            return Verdict.AGREE_MODEL_ONLY;
        }
        Verdict measured = byAlembic(question, answer);
        boolean isExplained = question.isSoft() || DocumentedDifference.explains(question);
        return measured == Verdict.DIFFER && isExplained ? Verdict.AGREE_MODEL : measured;
    }

    private Verdict byAlembic(ParityQuestion question, JsonNode answer) {
        JsonNode expected = question.json();
        if (!isAnswered(question)) {
            return Verdict.NOT_COMPARED;
        }
        if (agrees(question, expected, answer)) {
            return Verdict.AGREE;
        }
        if (expected.has("model") && agrees(question, expected.path("model"), answer)) {
            return Verdict.AGREE_MODEL;
        }
        if (variants(expected).stream().anyMatch(variant -> agrees(question, variant, answer))) {
            return Verdict.AGREE_VARIANT;
        }
        if (answer.has("error")) {
            return question.isSoft() ? Verdict.STRICTER : Verdict.DIFFER;
        }
        return DocumentedDifference.isLenient(question) ? Verdict.LENIENT : Verdict.DIFFER;
    }

    private static boolean isAnswered(ParityQuestion question) {
        JsonNode expected = question.json();
        return expected.has("error")
                || FIELDS.getOrDefault(question.operation(), List.of()).stream().anyMatch(expected::has);
    }

    private static List<JsonNode> variants(JsonNode expected) {
        return StreamSupport.stream(expected.path("variants").spliterator(), false)
                .toList();
    }

    private boolean agrees(ParityQuestion question, JsonNode expected, JsonNode answer) {
        if (expected.has("error") || answer.has("error")) {
            return expected.has("error") && answer.has("error");
        }
        boolean same = FIELDS.getOrDefault(question.operation(), List.of()).stream()
                .allMatch(field -> normal(expected.path(field)).equals(normal(answer.path(field))));
        return same
                && switch (question.operation()) {
                    case "upgrade" -> isTopological(texts(answer.path("plan")), true);
                    case "downgrade" -> isTopological(texts(answer.path("plan")), false);
                    case "history" -> isTopological(texts(answer.path("revs")), false);
                    default -> true;
                };
    }

    /** Whether parents come before their children in an upgrade, and after them in a downgrade. */
    private boolean isTopological(List<String> ids, boolean up) {
        RevisionGraph linked = RevisionGraph.of(graph.revisions());
        for (Revision revision : linked.revisions()) {
            int at = ids.indexOf(revision.id());
            for (String parent : linked.parentsOf(revision.id())) {
                int parentIndex = ids.indexOf(parent);
                if (at >= 0 && parentIndex >= 0 && (up ? parentIndex > at : parentIndex < at)) {
                    return false;
                }
            }
        }
        return ids.size() == List.copyOf(Set.copyOf(ids)).size();
    }

    private static Object normal(JsonNode value) {
        if (value.isArray()) {
            return texts(value).stream().sorted().toList();
        }
        if (value.isObject()) {
            Map<String, Object> members = new TreeMap<>();
            value.properties().forEach(member -> members.put(member.getKey(), normal(member.getValue())));
            return members;
        }
        return value.isMissingNode() ? "null" : value.toString();
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(item -> texts.add(item.isNull() ? "null" : item.asString()));
        return texts;
    }
}
