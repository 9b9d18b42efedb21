// SPDX-License-Identifier: Apache-2.0
package dev.migration.parity;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

import tools.jackson.databind.JsonNode;

import dev.migration.revision.Revision;
import dev.migration.revision.RevisionGraph;

/** Compares an answer with Alembic's, as {@code check.py} of the question files does. */
final class AnswerComparison {

    /** The result of the comparison. */
    enum Verdict {
        AGREE,
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

    private final ParityGraph graph;

    AnswerComparison(ParityGraph graph) {
        this.graph = graph;
    }

    Verdict verdict(ParityQuestion question, JsonNode answer) {
        JsonNode expected = question.json();
        List<String> fields = FIELDS.getOrDefault(question.operation(), List.of());
        boolean refused = expected.has("error");
        if (!refused && fields.stream().noneMatch(expected::has)) {
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
        return refused ? Verdict.LENIENT : Verdict.DIFFER;
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
