// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.operation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

import com.jayway.jsonpath.DocumentContext;
import com.jayway.jsonpath.JsonPath;
import org.awaitility.Awaitility;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.migration.Migrator;
import dev.migration.boot.testing.OtherProcess;
import dev.migration.boot.testing.TestContexts;
import dev.migration.test.postgres.PostgresDatabase;

/** An application with a real web server, its database, and a folder of revisions that a test writes. */
public final class Shop implements AutoCloseable {

    /** SQL that blocks a revision until {@link #openGate()} is called. */
    public static final String GATE =
            "SET LOCAL lock_timeout = 0; SELECT pg_advisory_lock(42);" + " SELECT pg_advisory_unlock(42)";

    private final PostgresDatabase database;
    private final Path folder;
    private final Connection gate;
    private final List<ConfigurableApplicationContext> applications = new ArrayList<>();

    public Shop(PostgresDatabase database, Path folder) throws SQLException {
        this.database = database;
        this.folder = folder;
        this.gate = database.dataSource().getConnection();
    }

    public Shop revision(String id, String directives, String sql) {
        return write(
                id,
                "-- About " + id + "\n--\n-- @revision " + id + "\n" + directives + "\n-- @upgrade\n" + sql
                        + ";\n\n-- @downgrade\nSELECT 1;\n");
    }

    public Shop write(String id, String text) {
        try {
            Files.writeString(folder.resolve(id + ".sql"), text);
            return this;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public ConfigurableApplicationContext start(WebApplicationType type, Class<?> configuration, String... arguments) {
        String[] all = Stream.concat(Stream.of("--migration.locations=filesystem:" + folder), Stream.of(arguments))
                .toArray(String[]::new);
        ConfigurableApplicationContext application = start(database, type, configuration, all);
        applications.add(application);
        return application;
    }

    /** Starts an application with the revisions of the class path; the caller closes it. */
    public static ConfigurableApplicationContext start(
            PostgresDatabase database, WebApplicationType type, Class<?> configuration, String... arguments) {
        return new SpringApplicationBuilder(configuration)
                .web(type)
                .properties(
                        "server.port=0", "spring.application.name=shop", "management.endpoints.web.exposure.include=*")
                .properties(TestContexts.connection("spring.datasource", database))
                .run(arguments);
    }

    /** The migrator of another process. */
    public Migrator otherProcess() {
        return OtherProcess.withLocations(database, "filesystem:" + folder).build();
    }

    public static HttpResponse<String> get(ConfigurableApplicationContext application, String path, String... headers) {
        return send(request(application, path, headers).GET());
    }

    public static HttpResponse<String> post(
            ConfigurableApplicationContext application, String path, String body, String... headers) {
        return send(request(application, path, headers)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    /** Reads a value of the answer of the endpoint about the only database. */
    public static <T> T read(ConfigurableApplicationContext application, String selector, String path) {
        DocumentContext answer =
                JsonPath.parse(get(application, "migrations/" + selector).body());
        return answer.read("$.contexts.shop.databases.primary" + path);
    }

    /** Waits until the last operation has ended, and returns its outcome. */
    public static String awaitOutcome(ConfigurableApplicationContext application) {
        return Awaitility.await()
                .until(() -> read(application, "runs", ".runs[0].outcome"), outcome -> !outcome.equals("RUNNING"));
    }

    /** The header of a user with Basic authentication. */
    public static String[] basic(String user) {
        String login = Base64.getEncoder().encodeToString((user + ":secret").getBytes(StandardCharsets.UTF_8));
        return new String[] {"Authorization", "Basic " + login};
    }

    /** The address of a path of Actuator. */
    public static URI uri(ConfigurableApplicationContext application, String path) {
        return URI.create("http://localhost:" + application.getEnvironment().getProperty("local.server.port")
                + "/actuator/" + path);
    }

    private static HttpRequest.Builder request(
            ConfigurableApplicationContext application, String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(application, path));
        return headers.length == 0 ? request : request.headers(headers);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        return HttpClient.newHttpClient()
                .sendAsync(request.build(), BodyHandlers.ofString())
                .join();
    }

    public void closeGate() throws SQLException {
        execute("SELECT pg_advisory_lock(42)");
    }

    public void openGate() throws SQLException {
        execute("SELECT pg_advisory_unlock_all()");
    }

    public void awaitAtGate() {
        await("SELECT count(*) > 0 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND objid = 42");
    }

    public void await(String condition) {
        database.await(condition);
    }

    public JdbcClient jdbc() {
        return JdbcClient.create(database.dataSource());
    }

    private void execute(String sql) throws SQLException {
        try (var statement = gate.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Closes the connection of the gate, which opens the gate. */
    public void closeConnection() throws SQLException {
        gate.close();
    }

    @Override
    public void close() throws SQLException {
        closeConnection();
        applications.forEach(ConfigurableApplicationContext::close);
    }
}
