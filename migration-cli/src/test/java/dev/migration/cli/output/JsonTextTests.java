// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.output;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

import static org.assertj.core.api.Assertions.assertThat;

class JsonTextTests {

    @Test
    void aParserReadsTheSameValues() {
        String text = "\"quotes\", \\, \n\r\t, \u0001, ü, 😀, \ud800";

        JsonNode read = new ObjectMapper()
                .readTree(JsonText.of(JsonObject.of("text", text)
                        .and("empty", Optional.empty())
                        .and("present", Optional.of("x"))
                        .and("duration", Duration.ofSeconds(2))
                        .and("flag", true)
                        .and("list", List.of(1, "two"))
                        .and("objects", List.of(Map.of("a", List.of())))
                        .map()));

        assertThat(read.get("text").stringValue()).isEqualTo(text);
        assertThat(read.get("empty").isNull()).isTrue();
        assertThat(read.get("present").stringValue()).isEqualTo("x");
        assertThat(read.get("duration").intValue()).isEqualTo(2000);
        assertThat(read.get("flag").booleanValue()).isTrue();
        assertThat(read.get("list").toString()).isEqualTo("[1,\"two\"]");
        assertThat(read.get("objects").toString()).isEqualTo("[{\"a\":[]}]");
    }

    @Test
    void membersAndObjectsHaveLinesAndNamesStayInOne() {
        String text = JsonText.of(JsonObject.of("before", List.of("a1", "b2"))
                .and("steps", List.of(Map.of("revision", "c3"), Map.of()))
                .and("notes", List.of())
                .map());

        assertThat(text).isEqualTo("""
                {
                  "before": ["a1", "b2"],
                  "steps": [
                    {
                      "revision": "c3"
                    },
                    {}
                  ],
                  "notes": []
                }""");
    }
}
