// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.kubernetes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Job;
import io.kubernetes.client.openapi.models.V1Service;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The manifests of the folder {@code kubernetes}. */
final class Manifests {

    static final Path FOLDER = Path.of("kubernetes");

    private Manifests() {}

    /** The documents of all manifests, by the name of their file and their kind. */
    static Map<String, JsonObject> all() throws IOException {
        Map<String, JsonObject> found = new LinkedHashMap<>();
        try (var files = Files.list(FOLDER)) {
            for (Path file : files.filter(name -> name.toString().endsWith(".yaml"))
                    .sorted()
                    .toList()) {
                for (JsonObject document : parse(Files.readString(file))) {
                    found.put(file.getFileName() + " " + document.get("kind").getAsString(), document);
                }
            }
        }
        return found;
    }

    /** One of {@link #all}. */
    static JsonObject of(String fileAndKind) throws IOException {
        return Objects.requireNonNull(all().get(fileAndKind));
    }

    /** Parses the documents of a file. A key that occurs twice is refused. */
    static List<JsonObject> parse(String yaml) {
        var options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        List<JsonObject> documents = new ArrayList<>();
        for (Object document : new Yaml(new SafeConstructor(options)).loadAll(yaml)) {
            documents.add(new Gson().toJsonTree(document).getAsJsonObject());
        }
        return documents;
    }

    /**
     * Checks a document against the published schema of its kind: no unknown field, no missing field, no wrong type.
     *
     * @return the same document as the client of Kubernetes reads it
     */
    static Object validate(JsonObject document) throws IOException {
        var kind = document.get("apiVersion").getAsString() + " "
                + document.get("kind").getAsString();
        return switch (kind) {
            case "apps/v1 Deployment" -> {
                V1Deployment.validateJsonElement(document);
                yield V1Deployment.fromJson(document.toString());
            }
            case "batch/v1 Job" -> {
                V1Job.validateJsonElement(document);
                yield V1Job.fromJson(document.toString());
            }
            case "v1 Service" -> {
                V1Service.validateJsonElement(document);
                yield V1Service.fromJson(document.toString());
            }
            default -> throw new IllegalArgumentException("No schema for " + kind);
        };
    }

    /** The only container of a list in the pods of a document, such as {@code containers}. */
    static JsonObject container(JsonObject document, String list) {
        return pod(document).getAsJsonArray(list).get(0).getAsJsonObject();
    }

    static JsonObject pod(JsonObject document) {
        return document.getAsJsonObject("spec").getAsJsonObject("template").getAsJsonObject("spec");
    }

    /** The arguments of a container; none if it has none. */
    static List<String> arguments(JsonObject container) {
        return container.has("args")
                ? container.getAsJsonArray("args").asList().stream()
                        .map(JsonElement::getAsString)
                        .toList()
                : List.of();
    }

    /** The variables that a manifest sets itself. */
    static Map<String, String> variables(JsonObject container) {
        Map<String, String> variables = new LinkedHashMap<>();
        if (container.has("env")) {
            container
                    .getAsJsonArray("env")
                    .forEach(entry -> variables.put(
                            entry.getAsJsonObject().get("name").getAsString(),
                            entry.getAsJsonObject().get("value").getAsString()));
        }
        return variables;
    }
}
