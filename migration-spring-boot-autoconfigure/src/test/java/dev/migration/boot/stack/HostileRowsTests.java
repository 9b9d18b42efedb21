// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.stack;

import java.util.List;

import com.jayway.jsonpath.JsonPath;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.migration.boot.operation.Shop;
import dev.migration.boot.testing.EmptyDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** Rows that somebody damaged, or filled with texts that a terminal obeys: each reader shows a report, and no trace. */
class HostileRowsTests extends EmptyDatabase {

    private static final String PRIMARY = "$.contexts.shop.databases.primary";

    private static final List<String> DAMAGES = List.of(
            "UPDATE migration_revision SET depends_on = ARRAY[NULL]::text[]",
            "UPDATE migration_revision SET down_revisions = ARRAY[['a1']]",
            "UPDATE migration_revision SET down_revisions = ARRAY[E'a1\\x1b[2J']",
            "ALTER TABLE migration_revision ALTER branch_labels DROP NOT NULL; UPDATE migration_revision SET branch_labels = NULL",
            "ALTER TABLE migration_revision ALTER replaces TYPE text USING ''",
            "ALTER TABLE migration_revision ALTER replaces TYPE int[] USING '{1}'",
            "ALTER TABLE migration_revision ALTER applied_at DROP NOT NULL; UPDATE migration_revision SET applied_at = NULL");

    @Test
    void aDamagedRowIsReported() {
        try (var application = start()) {
            assertThat(Shop.get(application, "migrations").body()).contains("\"UP_TO_DATE\"");
            for (String damage : DAMAGES) {
                JdbcClient.create(database.dataSource())
                        .sql("CREATE TABLE saved AS TABLE migration_revision; " + damage)
                        .update();
                String column = damage.replaceAll(".*(?:SET|ALTER) (?!TABLE)(\\w+).*", "$1");

                String answer = Shop.get(application, "migrations").body();
                assertThat(JsonPath.<String>read(answer, PRIMARY + ".error"))
                        .as(damage)
                        .contains("row 'a1'", "the column " + column + " ", "What to do: Correct it (");
                assertThat(JsonPath.<List<String>>read(answer, PRIMARY + ".current"))
                        .containsExactly("b2");
                assertThat(Shop.get(application, "health/migrations").statusCode())
                        .isEqualTo(200);
                assertThat(Shop.get(application, "migrationspage").body()).contains("does not answer");

                JdbcClient.create(database.dataSource())
                        .sql("DROP TABLE migration_revision; ALTER TABLE saved RENAME TO migration_revision")
                        .update();
            }
        }
    }

    @Test
    void longTextsAndThoseThatATerminalObeysAreShortenedAndEscaped() {
        try (var application = start()) {
            JdbcClient.create(database.dataSource())
                    .sql(
                            "UPDATE migration_revision SET revision = 'u9', type = 'PYTHON', state = 'ODD', host = repeat('h', 1000000),"
                                    + " message = U&'\\001B]0;x\\0007\\009B2J\\202E' || repeat('m', 1000000), applied_at = 'infinity'"
                                    + " WHERE revision = 'b2'")
                    .update();

            for (String path : List.of(
                    "migrations", "migrations/u9", "migrations/history", "migrations/graph", "migrationspage")) {
                String answer = Shop.get(application, path).body();
                assertThat(answer)
                        .as(path)
                        .hasSizeLessThan(200_000)
                        .contains("more characters)")
                        .doesNotContain("\u001b", "\u0007", "\u009b", "\u202e");
            }
            assertThat(Shop.<String>read(application, "history", ".history[0].message"))
                    .startsWith("\\u001B]0;x\\u0007\\u009B2J\\u202E" + "mmm");
            assertThat(Shop.<String>read(application, "history", ".history[0].state"))
                    .isEqualTo("OTHER");
            assertThat(Shop.get(application, "health/migrations").body()).contains("\"status\":\"DOWN\"");
        }
    }

    private ConfigurableApplicationContext start() {
        return Shop.start(
                database,
                WebApplicationType.REACTIVE,
                Application.class,
                "--migration.endpoint.show-sql=always",
                "--management.endpoint.health.show-details=always");
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}
}
