// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static java.util.Objects.requireNonNull;

/** The files in {@code dashboards}. */
final class Dashboards {

    static final Path FOLDER = Path.of("dashboards");

    private Dashboards() {}

    static JsonNode dashboard() throws IOException {
        return JsonMapper.shared().readTree(Files.readString(FOLDER.resolve("migrations.dashboard.json")));
    }

    /** All panels except row headings. */
    static List<JsonNode> panels() throws IOException {
        return dashboard()
                .at("/panels")
                .valueStream()
                .filter(panel -> !panel.at("/type").asString().equals("row"))
                .toList();
    }

    /** The queries of all panels, with the variables replaced as Grafana does for the value "All". */
    static List<String> expressions() throws IOException {
        return expressions(
                panels().stream().flatMap(panel -> panel.at("/targets").valueStream()));
    }

    /** The queries of all annotations. */
    static List<String> annotations() throws IOException {
        return expressions(dashboard().at("/annotations/list").valueStream());
    }

    private static List<String> expressions(Stream<JsonNode> queries) {
        return queries.filter(query -> query.has("expr"))
                .map(query -> query.at("/expr").asString())
                .map(expression -> expression
                        .replaceAll("\"\\$(application|instance|database)\"", "\".*\"")
                        .replace("$__rate_interval", "1m"))
                .toList();
    }

    static Map<String, Object> yaml(String file) throws IOException {
        return new Yaml().load(Files.readString(FOLDER.resolve(file)));
    }

    static List<Map<String, Object>> rules(Map<String, Object> file) {
        return list(file, "groups").stream()
                .flatMap(group -> list(group, "rules").stream())
                .toList();
    }

    /** A list of maps in a YAML file. */
    @SuppressWarnings("unchecked")
    static List<Map<String, Object>> list(Map<String, Object> yaml, String key) {
        return (List<Map<String, Object>>) requireNonNull(yaml.get(key), key);
    }
}
