package dev.migration.boot.autoconfigure;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.json.BasicJsonTester;
import org.springframework.boot.test.json.JsonContent;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.migration.Migrator;
import dev.migration.boot.database.MisplacedTenantsException;
import dev.migration.boot.health.MigrationHealthAutoConfiguration;
import dev.migration.boot.health.TenantHealthIndicator;
import dev.migration.boot.info.MigrationInfoAutoConfiguration;
import dev.migration.boot.info.MigrationInfoContributor;
import dev.migration.boot.metrics.MigrationMetricsAutoConfiguration;
import dev.migration.boot.metrics.TenantMetrics;
import dev.migration.boot.metrics.TenantMetricsAutoConfiguration;
import dev.migration.boot.tenant.TenantStrategy;
import dev.migration.tenant.InvalidTenantsException;
import dev.migration.tenant.TenantSource;
import dev.migration.tenant.TenantsBehindException;
import dev.migration.tenant.TenantsFailedException;
import dev.migration.tenant.run.TenantMigrator;
import dev.migration.test.postgres.PostgresDatabase;
import dev.migration.test.postgres.PostgresTest;

import static org.assertj.core.api.Assertions.assertThat;

/** An application with a schema for each tenant. */
@PostgresTest
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class TenantApplicationTests {

    private final BasicJsonTester json = new BasicJsonTester(getClass());
    private PostgresDatabase database;
    private ApplicationContextRunner runner;

    @BeforeEach
    void startEmpty(PostgresDatabase postgres) {
        postgres.reset();
        database = postgres;
        runner = new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        DataSourceAutoConfiguration.class,
                        JdbcTemplateAutoConfiguration.class,
                        MigrationAutoConfiguration.class,
                        MigrationInfoAutoConfiguration.class,
                        TenantMetricsAutoConfiguration.class,
                        MigrationHealthAutoConfiguration.class,
                        MigrationMetricsAutoConfiguration.class))
                .withPropertyValues(settings());
        sql("CREATE SCHEMA acme");
        sql("CREATE SCHEMA \"Ünï\"");
    }

    @Test
    void listedSchemasAreUpgradedAtTheStartAndNothingElseIs() {
        runner.withPropertyValues("migration.tenants.schemas=acme,Ünï").run(context -> {
            assertThat(context)
                    .hasNotFailed()
                    .hasSingleBean(TenantMigrator.class)
                    .doesNotHaveBean(Migrator.class);
            assertThat(applied("acme")).containsExactly("a1", "b2");
            assertThat(applied("Ünï")).containsExactly("a1", "b2");
            assertThat(jdbc().sql("SELECT to_regclass('public.migration_revision') IS NULL")
                            .query(Boolean.class)
                            .single())
                    .isTrue();
        });
    }

    @Test
    void aPatternNamesThem() {
        runner.withPropertyValues("migration.tenants.pattern=a.*").run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(applied("acme")).containsExactly("a1", "b2");
            assertThat(exists("\"Ünï\".migration_revision")).isFalse();
        });
    }

    @Test
    void aBeanNamesThemBeforeAnyBeanThatNeedsTheDatabaseIsMade() {
        sql("CREATE TABLE public.tenant AS SELECT 'acme' AS name");
        List<Boolean> migrated = new ArrayList<>();
        runner.withBean(
                        TenantSource.class,
                        () -> jdbc -> jdbc.sql("SELECT name FROM public.tenant")
                                .query(String.class)
                                .list())
                .withBean(
                        "needy",
                        Boolean.class,
                        () -> migrated.add(exists("acme.migration_revision")),
                        definition -> definition.setDependsOn("jdbcTemplate"))
                .run(context -> {
                    assertThat(context).hasNotFailed().hasSingleBean(JdbcTemplate.class);
                    assertThat(migrated).containsExactly(true);
                    assertThat(context.getBeanFactory()
                                    .getBeanDefinition("jdbcTemplate")
                                    .getDependsOn())
                            .contains("tenantInitializer");
                });
    }

    @Test
    void withoutTenantsThereAreNone() {
        runner.run(context -> assertThat(context).hasSingleBean(Migrator.class).doesNotHaveBean(TenantMigrator.class));
    }

    @Test
    void aTenantThatFailsFailsTheStartWhenTheOthersAreDoneAndTheNextStartGoesOn() {
        sql("CREATE TABLE acme.thing ()");
        runner.withPropertyValues("migration.tenants.schemas=acme,Ünï")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOf(TenantsFailedException.class)
                        .hasMessageContaining("2 tenants: 1 upgraded (2 revisions), 1 failed")
                        .hasMessageContaining("Tenant acme:"));
        assertThat(applied("Ünï")).containsExactly("a1", "b2");
        sql("DROP TABLE acme.thing");

        runner.withPropertyValues("migration.tenants.schemas=acme,Ünï").run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(applied("acme")).containsExactly("a1", "b2");
        });
    }

    @Test
    void verifyingListsThoseThatAreBehind() {
        runner.withPropertyValues("migration.tenants.schemas=acme,Ünï", "migration.on-startup=verify")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOf(TenantsBehindException.class)
                        .hasMessageContaining("acme: 2 pending"));
        assertThat(exists("acme.migration_revision")).isFalse();
    }

    @Test
    void waitingEndsInVain() {
        runner.withPropertyValues(
                        "migration.tenants.schemas=acme", "migration.on-startup=wait", "migration.wait-for=0s")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOf(TenantsBehindException.class)
                        .hasMessageContaining("migration.wait-for"));
    }

    @Test
    void aTenantThatComesLaterIsMadeFromApplicationCode() {
        runner.withPropertyValues(
                        "migration.tenants.pattern=a.*",
                        "migration.on-startup=none",
                        "migration.tenants.create-schemas=true",
                        "migration.target=a1")
                .run(context -> {
                    context.getBean(TenantMigrator.class).upgrade("another");

                    assertThat(applied("another")).containsExactly("a1");
                    assertThat(exists("acme.migration_revision")).isFalse();
                });
    }

    @Test
    void theOtherSettingsReachTheTenants() {
        runner.withPropertyValues(
                        "migration.tenants.schemas=acme",
                        "migration.tenants.parallel=7",
                        "migration.tenants.on-failure=stop",
                        "migration.on-startup=none")
                .run(context -> assertThat(context.getBean(TenantMigrator.class).settings())
                        .hasToString("TenantSettings[target=heads, createSchemas=false, parallel=7, onFailure=STOP]"));
    }

    @Test
    void aSchemaForTheStateContradictsTenants() {
        runner.withPropertyValues("migration.tenants.schemas=acme", "migration.schema=public")
                .run(context ->
                        assertThat(context).getFailure().rootCause().isInstanceOf(InvalidTenantsException.class));
    }

    @Test
    void aMigratorOfTheApplicationsOwnIsRefusedBesideTenants() {
        Migrator own = Migrator.builder().dataSource(database.dataSource()).build();
        runner.withBean("mine", Migrator.class, () -> own)
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(exists("public.migration_revision")).isTrue();
        for (String setting : List.of("schemas=acme", "pattern=a.*")) {
            runner.withBean("mine", Migrator.class, () -> own)
                    .withPropertyValues("migration.tenants." + setting)
                    .run(context -> assertThat(context)
                            .getFailure()
                            .isInstanceOf(MisplacedTenantsException.class)
                            .hasMessageContaining("defines a Migrator 'mine'")
                            .hasMessageContaining("call the bean sharedMigrator"));
        }
        assertThat(exists("acme.migration_revision")).isFalse();
    }

    @Test
    void namesAsTheRefusalSaysLetAMigratorOfTheApplicationsOwnRunBesideTenants() {
        Migrator own = Migrator.builder().dataSource(database.dataSource()).build();
        runner.withBean("sharedMigrator", Migrator.class, () -> own)
                .withPropertyValues(
                        "migration.databases.shared.on-startup=upgrade",
                        "migration.databases.customers.data-source=dataSource",
                        "migration.databases.customers.tenants.schemas=acme")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(applied("public")).containsExactly("a1", "b2");
                    assertThat(applied("acme")).containsExactly("a1", "b2");
                });
    }

    @Test
    void aStrategyTakesThePlaceOfTheMode() {
        runner.withPropertyValues("migration.tenants.schemas=acme,Ünï")
                .withBean(TenantStrategy.class, () -> tenants -> tenants.upgrade("acme"))
                .run(context -> {
                    assertThat(applied("acme")).hasSize(2);
                    assertThat(exists("\"Ünï\".migration_revision")).isFalse();
                });
    }

    @Test
    void healthInfoAndMetricsCountThem() {
        sql("CREATE TABLE acme.thing ()");
        runner.withBean(SimpleMeterRegistry.class)
                .withPropertyValues(
                        "migration.tenants.schemas=acme,Ünï,gone",
                        "migration.on-startup=none",
                        "management.info.migrations.enabled=true")
                .run(context -> {
                    TenantHealthIndicator health = context.getBean(TenantHealthIndicator.class);
                    assertThat(context).hasBean("migrationsHealthContributor");
                    assertThat(health.health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
                    context.getBean(TenantMigrator.class).upgradeAll();
                    context.getBean(dev.migration.boot.status.TenantMonitor.class)
                            .look();

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
    void endpointAndPageShowThem() throws Exception {
        sql("CREATE TABLE acme.thing ()");
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
    void withoutTenantsTheEndpointSaysWhereTheyComeFrom() throws Exception {
        try (ConfigurableApplicationContext application = start()) {
            assertThat(get(application, "migrations/tenants"))
                    .extractingJsonPathStringValue("$.remedy")
                    .contains("migration.tenants.pattern");
        }
    }

    private ConfigurableApplicationContext start(String... arguments) {
        List<String> all = new ArrayList<>(
                Arrays.stream(settings()).map(setting -> "--" + setting).toList());
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

    private String[] settings() {
        return new String[] {
            "spring.datasource.url=" + database.url(),
            "spring.datasource.username=" + database.username(),
            "spring.datasource.password=" + database.password()
        };
    }

    private static double gauge(SimpleMeterRegistry registry, String state) {
        return registry.get("migration.tenants").tag("state", state).gauge().value();
    }

    private JdbcClient jdbc() {
        return JdbcClient.create(database.dataSource());
    }

    private void sql(String statement) {
        jdbc().sql(statement).update();
    }

    private boolean exists(String table) {
        return jdbc().sql("SELECT to_regclass(?) IS NOT NULL")
                .param(table)
                .query(Boolean.class)
                .single();
    }

    private List<String> applied(String schema) {
        return jdbc().sql("SELECT revision FROM \"" + schema + "\".migration_revision ORDER BY ordinal")
                .query(String.class)
                .list();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Shop {}
}
