// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support;

import java.nio.charset.StandardCharsets;
import java.util.List;

import com.jayway.jsonpath.JsonPath;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.assertj.RestTestClientResponse;

/** A client of the application's REST API. */
public record SupportApi(RestTestClient client) {

    public RestTestClientResponse get(String path) {
        return RestTestClientResponse.from(client.get().uri(path).exchange());
    }

    public RestTestClientResponse post(String path) {
        return RestTestClientResponse.from(client.post().uri(path).exchange());
    }

    public RestTestClientResponse post(String path, String json) {
        return RestTestClientResponse.from(client.post()
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .body(json)
                .exchange());
    }

    /** Opens a ticket and returns its path. */
    public String openTicket(String title) {
        var request = "{\"title\": \"%s\", \"requesterId\": %d}".formatted(title, customer());
        return "/api/tickets/" + read(post("/api/tickets", request), "$.id");
    }

    public int customer() {
        return person("CUSTOMER");
    }

    public int agent() {
        return person("AGENT");
    }

    private int person(String role) {
        List<Integer> ids = read(get("/api/users"), "$[?(@.role == '%s')].id".formatted(role));
        return ids.get(0);
    }

    /** Reads a JSON path of a response. */
    public static <T> T read(RestTestClientResponse answer, String path) {
        var body = answer.getExchangeResult().getResponseBodyContent();
        return JsonPath.read(new String(body, StandardCharsets.UTF_8), path);
    }
}
