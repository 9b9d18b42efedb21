// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.tenant;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.json.BasicJsonTester;
import org.springframework.boot.test.json.JsonContent;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import dev.migration.boot.autoconfigure.MigrationHealthAutoConfiguration;
import dev.migration.boot.autoconfigure.MigrationInfoAutoConfiguration;
import dev.migration.boot.autoconfigure.MigrationMetricsAutoConfiguration;
import dev.migration.boot.autoconfigure.TenantMetricsAutoConfiguration;
import dev.migration.boot.health.TenantHealthIndicator;
import dev.migration.boot.info.MigrationInfoContributor;
import dev.migration.boot.metrics.TenantMetrics;
import dev.migration.boot.status.TenantMonitor;
import dev.migration.boot.testing.EmptyDatabase;
import dev.migration.boot.testing.Queries;
import dev.migration.boot.testing.TestContexts;
import dev.migration.tenant.run.TenantMigrator;

import static org.assertj.core.api.Assertions.assertThat;

/** What health, info, metrics, the endpoint and the page show of tenants. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class TenantActuatorTests extends EmptyDatabase {

    private final BasicJsonTester json = new BasicJsonTester(getClass());

    @BeforeEach
    void startEmpty() {
        Queries.execute(database, "CREATE SCHEMA acme");
        Queries.execute(database, "CREATE SCHEMA \"Ünï\"");
    }

    @Test
    void healthInfoAndMetricsCountTenants() {
        Queries.execute(database, "CREATE TABLE acme.thing ()");
        TestContexts.withDataSource(
                        database,
                        MigrationInfoAutoConfiguration.class,
                        TenantMetricsAutoConfiguration.class,
                        MigrationHealthAutoConfiguration.class,
                        MigrationMetricsAutoConfiguration.class)
                .withBean(SimpleMeterRegistry.class)
                .withPropertyValues(
                        "migration.tenants.schemas=acme,Ünï,gone",
                        "migration.on-startup=none",
                        "management.info.migrations.enabled=true")
                .run(context -> {
                    TenantHealthIndicator health = context.getBean(TenantHealthIndicator.class);
                    assertThat(context).hasBean("migrationsHealthContributor");
                    assertThat(health.health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
                    context.getBean(TenantMigrator.class).upgradeAll();
                    context.getBean(TenantMonitor.class).read();

                    Health after = health.health();
                    assertThat(after.getStatus()).isEqualTo(Status.UP);
                    assertThat(after.getDetails())
                            .containsEntry("tenants", 3)
                            .containsEntry("upToDate", 1)
                            .containsEntry("pending", 0)
                            .containsEntry("failed", 2)
                            .containsEntry("notUpToDate", List.of("acme", "gone"));
                    SimpleMeterRegistry registry = context.getBean(SimpleMeterRegistry.class);
                    context.getBean(TenantMetrics.class).bindTo(registry);
                    assertThat(gauge(registry, "up_to_date")).isEqualTo(1);
                    assertThat(gauge(registry, "failed")).isEqualTo(2);
                    assertThat(gauge(registry, "pending")).isZero();
                    Info.Builder info = new Info.Builder();
                    context.getBean(MigrationInfoContributor.class).contribute(info);
                    assertThat(info.build().getDetails().get("migrations"))
                            .hasToString("{primary={heads=[b2], tenants={total=3, upToDate=1, pending=0, failed=2}}}");
                });
    }

    @Test
    void endpointAndPageShowTenants() throws Exception {
        Queries.execute(database, "CREATE TABLE acme.thing ()");
        try (ConfigurableApplicationContext application =
                start("--migration.tenants.schemas=acme,Ünï", "--migration.on-startup=none")) {
            application.getBean(TenantMigrator.class).upgradeAll();

            JsonContent<Object> all = get(application, "migrations");
            String path = "$.contexts.shop.databases.primary.";
            assertThat(all).extractingJsonPathStringValue(path + "status").isEqualTo("FAILED");
            assertThat(all).extractingJsonPathArrayValue(path + "heads").containsExactly("b2");
            assertThat(all)
                    .extractingJsonPathNumberValue(path + "tenants.total")
                    .isEqualTo(2);
            assertThat(all)
                    .extractingJsonPathNumberValue(path + "tenants.upToDate")
                    .isEqualTo(1);
            assertThat(all)
                    .extractingJsonPathArrayValue(path + "tenants.tenants[*].tenant")
                    .containsExactly("acme");
            JsonContent<Object> page = get(application, "migrations/tenants?limit=1&offset=1");
            assertThat(page)
                    .extractingJsonPathArrayValue(path + "tenants[*].tenant")
                    .containsExactly("Ünï");
            assertThat(page)
                    .extractingJsonPathArrayValue(path + "tenants[0].current")
                    .containsExactly("b2");
            assertThat(get(application, "migrations/heads"))
                    .extractingJsonPathArrayValue(path + "heads")
                    .containsExactly("b2");
            assertThat(get(application, "migrations/history"))
                    .extractingJsonPathStringValue("$.detail")
                    .isEqualTo("Each tenant has its own history.");
            assertThat(body(application, "migrationspage"))
                    .contains("2 tenants: 1 up to date, 1 failed.")
                    .contains("<bdi>acme</bdi>")
                    .doesNotContain("<bdi>Ünï</bdi>");
        }
    }

    @Test
    void thePageShowsTheWorkOfEachTenantWithButtonsForThatTenant(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("w1.sql"), """
                -- @revision w1
                -- @upgrade
                CREATE TABLE item (id int PRIMARY KEY, done boolean);
                -- @batch table=item key=id mode=background approve=yes
                UPDATE item SET done = true WHERE done IS NULL;
                """);
        try (ConfigurableApplicationContext application = start(
                "--migration.tenants.schemas=acme,Ünï",
                "--migration.locations=filesystem:" + folder,
                "--management.endpoint.migrations.access=unrestricted",
                "--migration.endpoint.operations=approve")) {
            assertThat(body(application, "migrationspage"))
                    .contains("2 tenants: 2 up to date.", "Work in the background and in batches")
                    .contains("<bdi>acme</bdi>", "<bdi>Ünï</bdi>", "waits for a person")
                    .contains("data-database=\"primary/acme\"", "data-database=\"primary/Ünï\"");

            application.getBean(TenantMigrator.class).migrator("acme").approve("w1");

            // A worker of the application runs it.
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .untilAsserted(() -> assertThat(body(application, "migrationspage"))
                            .contains("data-database=\"primary/Ünï\"")
                            .doesNotContain("<bdi>acme</bdi>"));
        }
    }

    @Test
    void withoutTenantsTheEndpointExplainsHowToDefineThem() throws Exception {
        try (ConfigurableApplicationContext application = start()) {
            assertThat(get(application, "migrations/tenants"))
                    .extractingJsonPathStringValue("$.remedy")
                    .contains("migration.tenants.pattern");
        }
    }

    private ConfigurableApplicationContext start(String... arguments) {
        List<String> all = new ArrayList<>(Stream.of(TestContexts.connection("spring.datasource", database))
                .map(setting -> "--" + setting)
                .toList());
        all.addAll(List.of(
                "--server.port=0",
                "--spring.application.name=shop",
                "--management.endpoints.web.exposure.include=*",
                "--management.endpoint.migrationspage.access=read-only"));
        all.addAll(List.of(arguments));
        return new SpringApplicationBuilder(Shop.class)
                .web(WebApplicationType.SERVLET)
                .run(all.toArray(String[]::new));
    }

    private JsonContent<Object> get(ConfigurableApplicationContext application, String path) throws Exception {
        return json.from(body(application, path));
    }

    private static String body(ConfigurableApplicationContext application, String path) throws Exception {
        String port = application.getEnvironment().getProperty("local.server.port");
        URI address = URI.create("http://localhost:" + port + "/actuator/" + path);
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(address)
                                .timeout(Duration.ofSeconds(30))
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }

    private static double gauge(SimpleMeterRegistry registry, String state) {
        return registry.get("migration.tenants").tag("state", state).gauge().value();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Shop {}
}
