// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.actuate;

import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import com.jayway.jsonpath.DocumentContext;
import com.jayway.jsonpath.JsonPath;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import dev.migration.MigrationSettings;
import dev.migration.Migrator;
import dev.migration.boot.operation.Shop;
import dev.migration.boot.testing.EmptyDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** What an application shows while another process waits for a session of psql. */
class BlockedRunEndpointTests extends EmptyDatabase {

    @Test
    void everyViewNamesTheRevisionAndTheBlocker() throws Exception {
        try (var application = start();
                Connection blocker = database.dataSource().getConnection()) {
            blocker.createStatement().execute("SET application_name = 'psql'");
            int pid = blocker.unwrap(org.postgresql.PGConnection.class).getBackendPID();
            blocker.setAutoCommit(false);
            blocker.createStatement().execute("SELECT * FROM thing");
            CompletableFuture<Void> run =
                    CompletableFuture.runAsync(() -> otherProcess().upgrade("heads"));
            database.await(
                    "SELECT count(*) >= 1 FROM migration_history WHERE outcome = 'RETRY' AND facts -> 'blockers' <> '[]'");

            for (int look = 0; look < 10; look++) {
                assertRunning(application, pid);
                assertLock(application, pid);
            }
            assertThat(Shop.get(application, "health").body())
                    .contains("\"waiting\":{\"revision\":\"b2\"", "session " + pid + " of psql");
            assertThat(Shop.get(application, "migrationspage").body())
                    .contains("It waits: ", "session " + pid + " of psql", "holds thing since")
                    .doesNotContain("Nothing to do");

            blocker.rollback();
            run.get();
            assertThat(Shop.get(application, "migrations/lock").body()).doesNotContain("\"waiting\":{");
        }
    }

    private static void assertRunning(ConfigurableApplicationContext application, int pid) {
        DocumentContext all = JsonPath.parse(Shop.get(application, "migrations").body());
        String database = "$.contexts.shop.databases.primary.";
        assertThat(all.<String>read(database + "running.revision")).isEqualTo("b2");
        assertThat(all.<String>read(database + "running.phase")).isEqualTo("WAITING_TO_RETRY");
        assertThat(all.<Integer>read(database + "running.steps")).isEqualTo(1);
        assertThat(all.<List<String>>read(database + "running.waiting.blockedBy"))
                .singleElement()
                .asString()
                .contains("session " + pid + " of psql", "holds thing since ", "idle in transaction");
        assertThat(all.<List<String>>read(database + "advice"))
                .singleElement()
                .asString()
                .contains("SELECT pg_terminate_backend(" + pid + ");");
    }

    private static void assertLock(ConfigurableApplicationContext application, int pid) {
        assertThat(Shop.<Integer>read(application, "lock", ".blocking[0].pid")).isEqualTo(pid);
        assertThat(Shop.<String>read(application, "lock", ".blocking[0].holds")).isEqualTo("thing");
        assertThat(Shop.<String>read(application, "lock", ".waiting.since")).isNotEmpty();
    }

    private Migrator otherProcess() {
        return Migrator.builder()
                .dataSource(database.dataSource())
                .settings(MigrationSettings.defaults().toBuilder()
                        .retryFor(Duration.ofMinutes(1))
                        .build())
                .build();
    }

    private ConfigurableApplicationContext start() {
        return Shop.start(
                database,
                WebApplicationType.SERVLET,
                Application.class,
                "--migration.target=a1",
                "--migration.endpoint.show-sql=always",
                "--management.endpoint.health.show-details=always");
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}
}
