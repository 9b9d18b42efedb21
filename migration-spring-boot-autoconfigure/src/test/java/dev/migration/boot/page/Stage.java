package dev.migration.boot.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.migration.MigrationSettings;
import dev.migration.Migrator;
import dev.migration.test.postgres.PostgresDatabase;

/** An application with a page, a database, and a folder of revisions that a test fills. */
final class Stage implements AutoCloseable {

    /** Holds a revision up until {@link #openGate()}. */
    static final String GATE =
            "SET LOCAL lock_timeout = 0; SELECT pg_advisory_lock(42); SELECT pg_advisory_unlock(42);";

    private final PostgresDatabase database;
    private final Path folder;
    private final List<ConfigurableApplicationContext> applications = new ArrayList<>();
    private final List<CompletableFuture<?>> runs = Collections.synchronizedList(new ArrayList<>());
    private final Connection gate;

    Stage(PostgresDatabase database, Path folder) throws SQLException {
        this.database = database;
        this.folder = folder;
        this.gate = database.dataSource().getConnection();
    }

    /** The story of a shop: a base, 30 revisions in a line, two branches that are merged, and one that depends on another. */
    Stage withStory() {
        revision("base01", "", "Create customers and tickets", "CREATE TABLE customers (id int)");
        String last = "base01";
        for (int number = 1; number <= 30; number++) {
            String id = "step%03d".formatted(number);
            revision(
                    id,
                    "-- @revises " + last,
                    "Add column c" + number + " to customers",
                    "ALTER TABLE customers ADD c" + number + " int");
            last = id;
        }
        revision(
                "billing01",
                "-- @revises " + last + "\n-- @branch billing",
                "Create invoices",
                "CREATE TABLE invoices (id int)");
        revision(
                "billing02",
                "-- @revises billing01",
                "Add a due date to invoices",
                "ALTER TABLE invoices ADD due date");
        revision(
                "search01",
                "-- @revises " + last + "\n-- @branch search",
                "Index customers for the search",
                "CREATE INDEX ON customers (c1)");
        revision("merge01", "-- @revises billing02, search01", "Merge billing and search", "SELECT 1");
        revision(
                "report01",
                "-- @branch reporting\n-- @depends-on billing01",
                "Create the monthly report",
                "CREATE TABLE reports (id int)");
        revision(
                "report02",
                "-- @revises report01",
                "Add the recipients of reports",
                "ALTER TABLE reports ADD recipient text");
        return this;
    }

    Stage revision(String id, String directives, String message, String sql) {
        String header = directives.isEmpty() ? "" : directives + "\n";
        String text = "-- " + message + "\n--\n-- @revision " + id + "\n" + header + "\n-- @upgrade\n" + sql
                + ";\n\n-- @downgrade\nSELECT 1;\n";
        write(id, text);
        return this;
    }

    Stage write(String id, String text) {
        try {
            Files.writeString(folder.resolve(id + ".sql"), text);
            return this;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    Stage without(String id) throws IOException {
        Files.delete(folder.resolve(id + ".sql"));
        return this;
    }

    /** Starts the application. */
    ConfigurableApplicationContext start(String... arguments) {
        String[] all = Stream.concat(Stream.of("--migration.locations=filesystem:" + folder), Stream.of(arguments))
                .toArray(String[]::new);
        var application = new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.SERVLET)
                .properties(
                        "server.port=0",
                        "spring.application.name=support-app",
                        "management.endpoints.web.exposure.include=migrations,migrationspage",
                        "spring.datasource.url=" + database.url(),
                        "spring.datasource.username=" + database.username(),
                        "spring.datasource.password=" + database.password())
                .run(all);
        applications.add(application);
        return application;
    }

    /** Another instance, which migrates by itself. */
    Migrator elsewhere() {
        return Migrator.builder()
                .dataSource(database.dataSource())
                .settings(MigrationSettings.defaults().withLocations("filesystem:" + folder))
                .build();
    }

    void closeGate() throws SQLException {
        execute("SELECT pg_advisory_lock(42)");
    }

    void openGate() throws SQLException {
        execute("SELECT pg_advisory_unlock_all()");
    }

    /** Runs something beside the test; what it throws is not asked for. */
    void beside(Runnable run) {
        runs.add(CompletableFuture.runAsync(run));
    }

    /** Waits until what runs beside the test is at the gate. */
    void awaitAtGate() {
        await("SELECT count(*) > 0 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND objid = 42");
    }

    void await(String condition) {
        database.await(condition);
    }

    JdbcClient jdbc() {
        return JdbcClient.create(database.dataSource());
    }

    static String page(ConfigurableApplicationContext application, String query) {
        HttpResponse<String> answer = answer(application, query);
        if (answer.statusCode() != 200) {
            throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }

    static HttpResponse<String> answer(ConfigurableApplicationContext application, String query) {
        return ask(application, "migrationspage" + query);
    }

    /** Any answer of Actuator's. */
    static HttpResponse<String> ask(ConfigurableApplicationContext application, String path) {
        return HttpClient.newHttpClient()
                .sendAsync(HttpRequest.newBuilder(actuator(application, path)).build(), BodyHandlers.ofString())
                .join();
    }

    /** An order to the application. */
    static HttpResponse<String> order(ConfigurableApplicationContext application, String operation, String body) {
        HttpRequest request = HttpRequest.newBuilder(actuator(application, "migrations/" + operation))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient()
                .sendAsync(request, BodyHandlers.ofString())
                .join();
    }

    static URI uri(ConfigurableApplicationContext application, String query) {
        return actuator(application, "migrationspage" + query);
    }

    private static URI actuator(ConfigurableApplicationContext application, String path) {
        return URI.create("http://localhost:" + application.getEnvironment().getProperty("local.server.port")
                + "/actuator/" + path);
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = gate.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        gate.close();
        runs.forEach(run -> run.handle((done, failure) -> done).join());
        applications.forEach(ConfigurableApplicationContext::close);
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}
}
