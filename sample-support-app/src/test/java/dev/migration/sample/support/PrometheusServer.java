// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** The Prometheus of Debian with the files of {@code dashboards}. It scrapes every second, and alerts fire at once. */
final class PrometheusServer implements AutoCloseable {

    private static final Path PROGRAM = Path.of("/usr/bin/prometheus");

    private final HttpClient client = HttpClient.newHttpClient();
    private final Process process;
    private final int port;
    private final Path output;

    private PrometheusServer(Process process, int port, Path output) {
        this.process = process;
        this.port = port;
        this.output = output;
    }

    static boolean isInstalled() {
        return Files.isExecutable(PROGRAM);
    }

    static PrometheusServer start(Path folder, List<SampleProcess> instances) throws IOException {
        var rules = Dashboards.yaml("migrations.rules.yml");
        Dashboards.rules(rules).forEach(rule -> rule.put("for", "0s"));
        write(folder.resolve("migrations.rules.yml"), rules);
        var config = Dashboards.yaml("prometheus.yml");
        config.put("global", Map.of("scrape_interval", "1s", "scrape_timeout", "1s", "evaluation_interval", "1s"));
        setTargets(
                config, instances.stream().map(one -> "localhost:" + one.port()).toList());
        write(folder.resolve("prometheus.yml"), config);
        var port = LocalServer.freePort();
        var output = folder.resolve("prometheus.log");
        var process = new ProcessBuilder(
                        PROGRAM.toString(),
                        "--config.file=" + folder.resolve("prometheus.yml"),
                        "--storage.tsdb.path=" + folder.resolve("prometheus-data"),
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        return new PrometheusServer(process, port, output);
    }

    private static void setTargets(Map<String, Object> config, List<String> targets) {
        Dashboards.list(config, "scrape_configs").get(0).put("static_configs", List.of(Map.of("targets", targets)));
    }

    private static void write(Path file, Map<String, Object> yaml) throws IOException {
        Files.writeString(file, new Yaml().dump(yaml));
    }

    /** Returns the current values of an expression, without NaN and infinite values. */
    List<Double> values(String expression) throws IOException, InterruptedException {
        var query = URLEncoder.encode(expression, StandardCharsets.UTF_8);
        return request("query?query=" + query)
                .at("/data/result")
                .valueStream()
                .map(series -> Double.parseDouble(series.at("/value/1").asString()))
                .filter(Double::isFinite)
                .toList();
    }

    Set<String> firing() throws IOException, InterruptedException {
        return request("alerts")
                .at("/data/alerts")
                .valueStream()
                .filter(alert -> alert.at("/state").asString().equals("firing"))
                .map(alert -> alert.at("/labels/alertname").asString())
                .collect(Collectors.toSet());
    }

    private JsonNode request(String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/" + path))
                .build();
        var answer = client.send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer::body).isEqualTo(200);
        return JsonMapper.shared().readTree(answer.body());
    }

    String output() throws IOException {
        return Files.readString(output);
    }

    @Override
    public void close() {
        LocalServer.stop(process);
    }
}
