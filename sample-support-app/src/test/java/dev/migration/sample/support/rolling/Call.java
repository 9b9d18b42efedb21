// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.rolling;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A call of the REST API, and the answer that is right.
 *
 * @param path below {@code /api/tickets}
 * @param body the JSON of a POST, possibly empty; null for a GET
 * @param priority what every ticket of the answer must have
 */
record Call(String path, @Nullable String body, String priority) {

    private static final JsonMapper JSON = JsonMapper.shared();

    static Call open(int customer, String priority) {
        var ticket =
                "{\"title\": \"Rolling\", \"requesterId\": %d, \"priority\": \"%s\"}".formatted(customer, priority);
        return new Call("", ticket, priority);
    }

    static Call read(int ticket, String priority) {
        return new Call("/" + ticket, null, priority);
    }

    static Call assign(int ticket, int agent, String priority) {
        return new Call("/" + ticket + "/assignee", "{\"assigneeId\": %d}".formatted(agent), priority);
    }

    static Call resolve(int ticket, String priority) {
        return new Call("/" + ticket + "/resolution", "", priority);
    }

    static Call urgent() {
        return new Call("?priority=urgent&size=5", null, "URGENT");
    }

    HttpRequest request(int port, Duration timeout) {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/tickets" + path))
                .timeout(timeout);
        return body == null
                ? request.build()
                : request.header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build();
    }

    /** What is wrong with the answer, or with the request that has none. */
    Optional<String> problem(@Nullable HttpResponse<String> answer, @Nullable Throwable failure) {
        if (answer == null) {
            return Optional.of(this + ": " + failure);
        }
        if (answer.statusCode() / 100 != 2) {
            return Optional.of(this + ": status " + answer.statusCode() + " " + answer.body());
        }
        return isRight(answer.body()) ? Optional.empty() : Optional.of(this + ": " + answer.body());
    }

    private boolean isRight(String answer) {
        try {
            var json = JSON.readTree(answer);
            return json.has("content") ? json.at("/content").valueStream().allMatch(this::isRight) : isRight(json);
        } catch (JacksonException noJson) {
            return false;
        }
    }

    private boolean isRight(JsonNode ticket) {
        return ticket.at("/priority").asString().equals(priority);
    }
}
