// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.security;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

import dev.migration.Migrator;
import dev.migration.boot.operation.Shop;
import dev.migration.boot.operation.ShopTests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Requests every path without authentication, in each state of the database, and searches the responses for words that only
 * scripts contain. Authenticated users may read SQL; a request as such a user proves that the words exist.
 */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class NothingLeaksTests extends ShopTests {

    /** The prefix of each word that must not leak. */
    private static final String PLANTED = "hunter2";

    @BeforeEach
    void writeRevisions() {
        shop.revision("a1", "", "CREATE TABLE hunter2table (id int DEFAULT 1, hunter2column text)")
                .revision("b2", "-- @revises a1", "INSERT INTO hunter2table VALUES (2, 'hunter2data')");
    }

    @Test
    void withAppliedAndPendingRevisions() {
        assertNothingLeaks(start("--migration.target=a1"));
    }

    @Test
    void whileARevisionRuns() throws Exception {
        shop.revision("c3", "-- @revises b2", "INSERT INTO hunter2table VALUES (3, 'hunter2row'); " + Shop.GATE);
        shop.closeGate();
        var application = start("--migration.target=b2");
        CompletableFuture<?> run = CompletableFuture.runAsync(
                () -> application.getBean(Migrator.class).upgrade("heads"));
        shop.awaitAtGate();

        assertNothingLeaks(application);

        shop.openGate();
        run.join();
    }

    @Test
    void afterAFailure() {
        shop.revision("c3", "-- @revises b2", "INSERT INTO hunter2table VALUES ('hunter2value', '')");
        var application = start("--migration.target=b2");
        assertThatException()
                .isThrownBy(() -> application.getBean(Migrator.class).upgrade("heads"))
                .withMessageContaining("hunter2value");

        assertNothingLeaks(application);
    }

    @Test
    void afterAFailedOperation() {
        shop.revision("c3", "-- @revises b2", "INSERT INTO hunter2table VALUES ('hunter2value', '')");
        var application = start("--migration.target=b2", UPGRADE_PERMITTED, UPGRADES);
        assertThat(upgradeByRequest(application)).isEqualTo("FAILED");

        assertNothingLeaks(application);
    }

    @Test
    void afterAnInterruptedRevision() {
        shop.write("c3", """
                -- About c3
                --
                -- @revision c3
                -- @revises b2
                -- @transaction none

                -- @upgrade
                CREATE INDEX CONCURRENTLY hunter2index ON hunter2table (id);
                SELECT 'hunter2value'::int;
                """);
        var application = start("--migration.target=b2");
        assertThatException()
                .isThrownBy(() -> application.getBean(Migrator.class).upgrade("heads"));

        assertNothingLeaks(application);
    }

    @Test
    void afterFailedWorkInTheBackground() {
        shop.revision(
                "c3",
                "-- @revises b2",
                "-- @batch table=hunter2table key=ctid mode=background\n"
                        + "UPDATE hunter2table SET hunter2column = 'hunter2value' || 1 / 0");
        var application = start("--migration.background.enabled=false");
        assertThatException().isThrownBy(() -> shop.otherProcess().work()).withMessageContaining("hunter2value");

        assertNothingLeaks(application);
    }

    @Test
    void whileARevisionWaitsForALock() throws Exception {
        shop.revision("c3", "-- @revises b2", "ALTER TABLE hunter2table ADD hunter2more text");
        var application = start("--migration.target=b2", "--migration.lock-timeout=100ms");
        try (var other = database.dataSource().getConnection();
                var statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("SELECT 'hunter2blocker', * FROM hunter2table");
            CompletableFuture<?> run = CompletableFuture.runAsync(
                    () -> application.getBean(Migrator.class).upgrade("heads"));
            while (!Shop.get(application, "migrations").body().contains("WAITING_TO_RETRY")) {
                Thread.onSpinWait();
            }

            assertNothingLeaks(application);

            other.rollback();
            run.join();
        }
    }

    @Test
    void withADatabaseThatIsDown() {
        var application = start("--migration.target=a1");
        Shop.get(application, "migrations");
        database.close();
        try {
            assertNothingLeaks(application);
            assertThat(Shop.get(application, "migrations").body())
                    .contains("\"error\"")
                    .doesNotContain(database.name());
        } finally {
            database.reset();
        }
    }

    private static void assertNothingLeaks(ConfigurableApplicationContext application) {
        Map<String, String> leaks = new TreeMap<>();
        for (String path : paths()) {
            String body = Shop.get(application, path).body();
            if (body.contains(PLANTED)) {
                leaks.put(path, body);
            }
        }
        assertThat(leaks).isEmpty();
        assertThat(Shop.get(application, "migrations/sql", Shop.basic("reader")).body())
                .contains("hunter2table");
    }

    private static List<String> paths() {
        List<String> paths = new ArrayList<>(List.of(
                "migrations",
                "migrations/sql",
                "migrations/sql?from=a1&to=heads",
                "migrationspage",
                "migrationspage?graph=all&history=all",
                "health",
                "health/migrations",
                "info",
                "prometheus",
                "metrics",
                "metrics/migration.pending",
                "auditevents",
                "startup"));
        List.of("current", "heads", "branches", "pending", "history", "lock", "graph", "runs", "nobody")
                .forEach(selector -> paths.add("migrations/" + selector));
        List.of("a1", "b2", "c3").forEach(revision -> {
            paths.add("migrations/" + revision);
            paths.add("migrationspage?revision=" + revision);
        });
        return paths;
    }

    private ConfigurableApplicationContext start(String... settings) {
        String[] all = Stream.concat(
                        Stream.of(
                                "--spring.autoconfigure.exclude=",
                                "--management.endpoint.health.show-details=always",
                                "--management.info.migrations.enabled=true",
                                "--migration.endpoint.show-sql=when-authorized"),
                        Stream.of(settings))
                .toArray(String[]::new);
        return shop.start(WebApplicationType.SERVLET, Unprotected.class, all);
    }

    /** Permits all requests, also without a CSRF token. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Unprotected extends SecurityTests.Users {

        @Bean
        SecurityFilterChain everything(HttpSecurity http) {
            return http.authorizeHttpRequests(rules -> rules.anyRequest().permitAll())
                    .httpBasic(Customizer.withDefaults())
                    .csrf(csrf -> csrf.disable())
                    .build();
        }
    }
}
