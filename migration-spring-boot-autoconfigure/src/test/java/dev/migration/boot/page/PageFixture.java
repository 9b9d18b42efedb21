// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.page;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.migration.Migrator;
import dev.migration.boot.operation.Shop;

/** An application with the status page, its database, and a folder of revisions that a test writes. */
final class PageFixture implements AutoCloseable {

    /** SQL that blocks a revision until {@link #openGate()} is called. */
    static final String GATE = Shop.GATE + ";";

    private final Path folder;
    private final Shop shop;
    private final List<CompletableFuture<?>> runs = Collections.synchronizedList(new ArrayList<>());

    PageFixture(Shop shop, Path folder) {
        this.folder = folder;
        this.shop = shop;
    }

    /** Writes the revisions of a shop: a base, a sequence of 30 revisions, two branches that are merged, and a branch with a dependency. */
    PageFixture withStory() {
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

    PageFixture revision(String id, String directives, String message, String sql) {
        String header = directives.isEmpty() ? "" : directives + "\n";
        String text = "-- " + message + "\n--\n-- @revision " + id + "\n" + header + "\n-- @upgrade\n" + sql
                + ";\n\n-- @downgrade\nSELECT 1;\n";
        write(id, text);
        return this;
    }

    PageFixture write(String id, String text) {
        shop.write(id, text);
        return this;
    }

    PageFixture without(String id) throws IOException {
        Files.delete(folder.resolve(id + ".sql"));
        return this;
    }

    /** Replaces the revision {@code search01} by one that is blocked until {@link #openGate()} is called. */
    void blockSearch() throws SQLException {
        revision("search01", "-- @revises step030\n-- @branch search", "Index customers for the search", GATE);
        closeGate();
    }

    /** Starts the application. */
    ConfigurableApplicationContext start(String... arguments) {
        return start(Application.class, arguments);
    }

    ConfigurableApplicationContext start(Class<?> configuration, String... arguments) {
        String[] all = Stream.concat(Stream.of("--spring.application.name=support-app"), Stream.of(arguments))
                .toArray(String[]::new);
        return shop.start(WebApplicationType.SERVLET, configuration, all);
    }

    /** The migrator of another process. */
    Migrator otherProcess() {
        return shop.otherProcess();
    }

    void closeGate() throws SQLException {
        shop.closeGate();
    }

    void openGate() throws SQLException {
        shop.openGate();
    }

    /** Runs a command on another thread and ignores its failure. */
    void runInBackground(Runnable run) {
        runs.add(CompletableFuture.runAsync(run));
    }

    /** Waits until a revision is blocked at the gate. */
    void awaitAtGate() {
        shop.awaitAtGate();
    }

    void await(String condition) {
        shop.await(condition);
    }

    JdbcClient jdbc() {
        return shop.jdbc();
    }

    static String page(ConfigurableApplicationContext application, String query) {
        HttpResponse<String> answer = answer(application, query);
        if (answer.statusCode() != 200) {
            throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }

    static HttpResponse<String> answer(ConfigurableApplicationContext application, String query) {
        return Shop.get(application, "migrationspage" + query);
    }

    static URI uri(ConfigurableApplicationContext application, String query) {
        return Shop.uri(application, "migrationspage" + query);
    }

    @Override
    public void close() throws SQLException {
        shop.closeConnection();
        runs.forEach(run -> run.handle((done, failure) -> done).join());
        shop.close();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}
}
