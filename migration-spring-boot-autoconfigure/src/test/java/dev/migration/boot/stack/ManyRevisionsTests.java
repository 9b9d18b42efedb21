// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.stack;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import com.jayway.jsonpath.DocumentContext;
import com.jayway.jsonpath.JsonPath;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.migration.boot.operation.Shop;
import dev.migration.boot.testing.EmptyDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** A database with very many revisions that this application does not know. */
class ManyRevisionsTests extends EmptyDatabase {

    private static final int UNKNOWN = 100_000;

    /** With linear work, the state is read in two seconds; with quadratic work, in more than a minute. */
    private static final Duration LINEAR = Duration.ofSeconds(40);

    @Test
    void healthAndEndpointAnswerWithTheirFirstRevisions() {
        try (var application = Shop.start(
                database,
                WebApplicationType.REACTIVE,
                Application.class,
                "--management.endpoint.health.show-details=always")) {
            JdbcClient.create(database.dataSource())
                    .sql(
                            "INSERT INTO migration_revision OVERRIDING USER VALUE SELECT (jsonb_populate_record(r, jsonb_build_object('revision',"
                                    + " 'u' || n))).* FROM migration_revision r, generate_series(1, " + UNKNOWN
                                    + ") n WHERE r.revision = 'b2'")
                    .update();

            // A reader waits five seconds for the database; on a busy machine its first answers may be older.
            await(() -> Shop.get(application, "migrations/current?limit=1").body(), "\"total\":" + (UNKNOWN + 1));
            DocumentContext all =
                    answer(() -> Shop.get(application, "migrations").body());
            String primary = "$.contexts.shop.databases.primary";
            assertThat(all.<List<String>>read(primary + ".unknown")).hasSize(1000);
            assertThat(all.<Integer>read(primary + ".omitted.unknown")).isEqualTo(UNKNOWN - 1000);
            assertThat(all.<List<Object>>read(primary + ".history")).hasSize(1000);
            assertThat(all.<List<String>>read(primary + ".advice"))
                    .singleElement()
                    .asString()
                    .contains("and " + (UNKNOWN - 20) + " more are");

            for (String list : List.of("current", "graph")) {
                DocumentContext page = answer(() -> Shop.get(application, "migrations/" + list + "?offset=10")
                        .body());
                assertThat(page.<List<Object>>read(primary + (list.equals("graph") ? ".nodes" : ".current")))
                        .hasSize(1000);
                assertThat(page.<Integer>read(primary + ".total")).isGreaterThanOrEqualTo(UNKNOWN);
            }

            // A probe waits for a shorter time.
            await(() -> Shop.get(application, "health/migrations").body(), "\"unknownTotal\":" + UNKNOWN);
            assertThat(JsonPath.<List<String>>read(
                            Shop.get(application, "health/migrations").body(), "$.details.unknown"))
                    .hasSize(50);
        }
    }

    private static void await(Supplier<String> request, String part) {
        Awaitility.await()
                .atMost(LINEAR)
                .untilAsserted(() -> assertThat(request.get()).contains(part));
    }

    private static DocumentContext answer(Supplier<String> request) {
        CompletableFuture<String> body = CompletableFuture.supplyAsync(request);
        assertThat(body).succeedsWithin(LINEAR);
        return JsonPath.parse(body.join());
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}
}
