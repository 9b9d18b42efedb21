package dev.migration.parity;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** One question about a graph, with Alembic's answer if the file has it. */
record Question(JsonNode json) {

    String id() {
        return json.path("id").asString();
    }

    String operation() {
        return json.path("op").asString();
    }

    Optional<String> text(String field) {
        JsonNode value = json.path(field);
        return value.isString() ? Optional.of(value.asString()) : Optional.empty();
    }

    boolean flag(String field) {
        return json.path(field).asBoolean(false);
    }

    /** A list, or a single text as a list of one. */
    List<String> texts(String field) {
        JsonNode value = json.path(field);
        List<String> texts = new ArrayList<>();
        if (value.isString()) {
            texts.add(value.asString());
        }
        if (value.isArray()) {
            value.forEach(item -> texts.add(item.asString()));
        }
        return texts;
    }

    /** Whether Alembic's answer is one that nobody should want, or that no clean run leads to. */
    boolean isSoft() {
        return has("quirk") || flag("unstable") || flag("illegal_from");
    }

    private boolean has(String field) {
        return !json.path(field).isEmpty();
    }
}
