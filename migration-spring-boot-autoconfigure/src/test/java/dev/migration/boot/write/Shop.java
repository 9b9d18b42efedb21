package dev.migration.boot.write;

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
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.migration.MigrationSettings;
import dev.migration.Migrator;
import dev.migration.test.postgres.PostgresDatabase;

/** An application behind a real server, its database, and a folder of revisions that a test fills. */
public final class Shop implements AutoCloseable {

    /** Holds a revision up until {@link #openGate()}. */
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
        ConfigurableApplicationContext application = new SpringApplicationBuilder(configuration)
                .web(type)
                .properties(
                        "server.port=0",
                        "spring.application.name=shop",
                        "management.endpoints.web.exposure.include=*",
                        "spring.datasource.url=" + database.url(),
                        "spring.datasource.username=" + database.username(),
                        "spring.datasource.password=" + database.password())
                .run(all);
        applications.add(application);
        return application;
    }

    /** Another instance, which migrates by itself. */
    public Migrator elsewhere() {
        return Migrator.builder()
                .dataSource(database.dataSource())
                .settings(MigrationSettings.defaults().withLocations("filesystem:" + folder))
                .build();
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

    /** What the endpoint says about the only database. */
    public static <T> T read(ConfigurableApplicationContext application, String selector, String path) {
        DocumentContext answer =
                JsonPath.parse(get(application, "migrations/" + selector).body());
        return answer.read("$.contexts.shop.databases.primary" + path);
    }

    /** A header. */
    public static String[] basic(String user) {
        String login = Base64.getEncoder().encodeToString((user + ":secret").getBytes(StandardCharsets.UTF_8));
        return new String[] {"Authorization", "Basic " + login};
    }

    private static HttpRequest.Builder request(
            ConfigurableApplicationContext application, String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:"
                + application.getEnvironment().getProperty("local.server.port") + "/actuator/" + path));
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

    @Override
    public void close() throws SQLException {
        gate.close();
        applications.forEach(ConfigurableApplicationContext::close);
    }
}
