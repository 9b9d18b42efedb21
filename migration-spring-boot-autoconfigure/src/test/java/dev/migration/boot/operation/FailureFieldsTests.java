// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.operation;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import com.jayway.jsonpath.JsonPath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/** Every failure in the JSON has its facts as fields, so that no reader parses a sentence. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class FailureFieldsTests extends ShopTests {

    private static final String PRIMARY = "$.contexts.shop.databases.primary";

    @Test
    void aFailedRevisionHasItsPlaceAndSqlState() {
        shop.revision("a1", "", "SELECT 1;\nSELECT 1 / 0");
        var application = start("--migration.on-startup=none", UPGRADE_PERMITTED, UPGRADES);
        assertThat(upgradeByRequest(application)).isEqualTo("FAILED");

        for (Map<String, Object> failure : List.<Map<String, Object>>of(
                Shop.read(application, "runs", ".runs[0]"),
                JsonPath.read(body(application, ""), PRIMARY + ".lastFailure"))) {
            assertThat(failure)
                    .containsEntry("revision", "a1")
                    .containsEntry("file", folder.resolve("a1.sql").toString())
                    .containsEntry("line", 7)
                    .containsEntry("column", 1)
                    .containsEntry("sqlState", "22012");
        }
        assertThat(Shop.<Map<String, Object>>read(application, "a1", ".entries[0]"))
                .containsEntry("outcome", "FAILED")
                .containsEntry("line", 7)
                .containsEntry("sqlState", "22012")
                .doesNotContainKey("detail");
    }

    @Test
    void anEntryThatDidNotFailHasNoSuchFields() {
        shop.revision("a1", "", "SELECT 1");

        assertThat(Shop.<Map<String, Object>>read(start(), "a1", ".entries[0]"))
                .doesNotContainKeys("file", "line", "column", "sqlState", "revision");
    }

    @Test
    void aDatabaseThatDoesNotAnswerHasItsSqlStateInEachPart() {
        shop.revision("a1", "", "SELECT 1");
        var application = start(
                "--migration.on-startup=none",
                "--management.endpoint.health.show-details=always",
                "--migration.url=jdbc:postgresql://localhost:1/nowhere");

        assertThat(JsonPath.<String>read(body(application, ""), PRIMARY + ".sqlState"))
                .isEqualTo("08001");
        for (String part :
                List.of("current", "pending", "history", "heads", "branches", "lock", "graph", "runs", "a1")) {
            assertThat(Shop.<Map<String, Object>>read(application, part, ""))
                    .as(part)
                    .containsEntry("error", "Database unavailable (SQLSTATE 08001).")
                    .containsEntry("sqlState", "08001");
        }
        assertThat(JsonPath.<String>read(
                        Shop.get(application, "health").body(), "$.components.migrations.details.sqlState"))
                .isEqualTo("08001");
    }

    @Test
    void theCurrentRevisionsHaveTheSameFormEverywhere() {
        shop.revision("a1", "", "SELECT 1").revision("b2", "", "SELECT 1");
        var application =
                start("--management.endpoint.health.show-details=always", "--management.info.migrations.enabled=true");

        for (List<Object> current : List.<List<Object>>of(
                JsonPath.read(body(application, ""), PRIMARY + ".current"),
                Shop.read(application, "current", ".current"),
                JsonPath.read(Shop.get(application, "health").body(), "$.components.migrations.details.current"),
                JsonPath.read(Shop.get(application, "info").body(), "$.migrations.primary.current"))) {
            assertThat(current).containsExactlyInAnyOrder("a1", "b2");
        }
    }

    private ConfigurableApplicationContext start(String... arguments) {
        return shop.start(WebApplicationType.SERVLET, OperationTests.Application.class, arguments);
    }

    private static String body(ConfigurableApplicationContext application, String part) {
        return Shop.get(application, "migrations" + part).body();
    }
}
