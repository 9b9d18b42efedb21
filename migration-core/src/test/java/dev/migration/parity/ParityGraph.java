// SPDX-License-Identifier: Apache-2.0
package dev.migration.parity;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import tools.jackson.databind.JsonNode;

import dev.migration.revision.Revision;

/** A graph of the question file. */
record ParityGraph(String name, List<Revision> revisions, List<ParityQuestion> questions) {

    static ParityGraph of(JsonNode json) {
        List<Revision> revisions = new ArrayList<>();
        json.path("revisions").forEach(revision -> revisions.add(revision(revision)));
        List<ParityQuestion> questions = new ArrayList<>();
        json.path("queries").forEach(question -> questions.add(new ParityQuestion(question)));
        return new ParityGraph(json.path("name").asString(), revisions, questions);
    }

    private static Revision revision(JsonNode json) {
        return new Revision(
                json.path("id").asString(),
                texts(json.path("down")),
                texts(json.path("depends_on")),
                texts(json.path("labels")),
                List.of(),
                Optional.empty(),
                "");
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(item -> texts.add(item.asString()));
        return texts;
    }
}
