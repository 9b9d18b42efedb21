package dev.migration.parity;

import dev.migration.revision.Revision;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** A graph of the question file. */
record QuestionedGraph(String name, List<Revision> revisions, List<Question> questions) {

    static QuestionedGraph of(JsonNode json) {
        List<Revision> revisions = new ArrayList<>();
        json.path("revisions").forEach(revision -> revisions.add(revision(revision)));
        List<Question> questions = new ArrayList<>();
        json.path("queries").forEach(question -> questions.add(new Question(question)));
        return new QuestionedGraph(json.path("name").asString(), revisions, questions);
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
