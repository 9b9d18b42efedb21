// SPDX-License-Identifier: Apache-2.0
package dev.migration.parity;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import tools.jackson.databind.JsonNode;

/** A question about a graph, with Alembic's answer if the file contains it. */
record ParityQuestion(JsonNode json) {

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

    /** The texts of a list; a single text is a list of one. */
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

    /** Whether Alembic's answer is undesirable, or is about rows that a completed run does not leave. */
    boolean isSoft() {
        return has("quirk") || flag("unstable") || flag("illegal_from");
    }

    private boolean has(String field) {
        return !json.path(field).isEmpty();
    }
}
