// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** The packaged application in a separate process. */
public final class SampleProcess implements AutoCloseable {

    /** Several applications may start concurrently on a busy machine. */
    private static final Duration START_TIMEOUT = Duration.ofMinutes(3);

    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient client = HttpClient.newHttpClient();
    private final Process process;
    private final int port;
    private final Path output;

    private SampleProcess(Process process, int port, Path output) {
        this.process = process;
        this.port = port;
        this.output = output;
    }

    /** Starts the jar in a folder, with environment variables, and does not wait for it. */
    static SampleProcess start(Path folder, Map<String, String> environment) throws IOException {
        return start(UnpackedSample.packed(), folder, environment);
    }

    /** Starts the unpacked jar in a folder, and does not wait for it. */
    static SampleProcess startUnpacked(Path folder, Map<String, String> environment) throws IOException {
        return start(UnpackedSample.command(), folder, environment);
    }

    /**
     * Starts the application in a folder, with environment variables, and does not wait for it.
     *
     * @param application the arguments after {@code java} and its other flags
     */
    public static SampleProcess start(List<String> application, Path folder, Map<String, String> environment)
            throws IOException {
        var port = LocalServer.freePort();
        var output = Files.createTempFile(folder, "output-", ".log");
        var command = command(application, "--server.port=" + port);
        return new SampleProcess(launch(command, folder, output, environment), port, output);
    }

    /**
     * Runs a command of the application, and waits for its success.
     *
     * @param application the arguments after {@code java} and its other flags
     */
    public static void run(List<String> application, Path folder, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        var output = Files.createTempFile(folder, "output-", ".log");
        var process = launch(command(application, arguments), folder, output, environment);
        try {
            assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).as(Files.readString(output)).isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    private static Process launch(List<String> command, Path folder, Path output, Map<String, String> environment)
            throws IOException {
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().remove("SPRING_DATASOURCE_URL");
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** Uses the flags that are fast for a short run. */
    private static List<String> command(List<String> application, String... arguments) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m"));
        command.addAll(application);
        command.addAll(List.of(arguments));
        return command;
    }

    public SampleProcess awaitUp() throws InterruptedException {
        var end = System.nanoTime() + START_TIMEOUT.toNanos();
        while (!isUp()) {
            assertThat(process.isAlive()).as(this::output).isTrue();
            assertThat(System.nanoTime()).as(this::output).isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(100);
        }
        return this;
    }

    /** Waits for a text in what the process prints. */
    public SampleProcess awaitOutput(String text) throws InterruptedException {
        var end = System.nanoTime() + START_TIMEOUT.toNanos();
        while (!output().contains(text)) {
            assertThat(process.isAlive()).as(this::output).isTrue();
            assertThat(System.nanoTime()).as(this::output).isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(100);
        }
        return this;
    }

    /** Readiness includes the demo data. */
    private boolean isUp() throws InterruptedException {
        try {
            return get("/actuator/health/readiness").statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    public int port() {
        return port;
    }

    JsonNode json(String path) throws IOException, InterruptedException {
        var answer = get(path);
        assertThat(answer.statusCode()).as(answer::body).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    public HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(request(path).build(), BodyHandlers.ofString());
    }

    JsonNode post(String path, String json) throws IOException, InterruptedException {
        var request = request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json))
                .build();
        var answer = client.send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer::body).isEqualTo(201);
        return JSON.readTree(answer.body());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .timeout(Duration.ofSeconds(30));
    }

    /** Kills the process as {@code kill -9} does: no shutdown hook runs. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        LocalServer.stop(process);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
