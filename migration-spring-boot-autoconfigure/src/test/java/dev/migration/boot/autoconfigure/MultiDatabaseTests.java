package dev.migration.boot.autoconfigure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import jakarta.persistence.EntityManager;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.jdbc.SchemaManagement;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.JdbcTemplate;

import dev.migration.MigrationSettings;
import dev.migration.Migrator;
import dev.migration.PendingRevisionsException;
import dev.migration.boot.database.MigrationDatabases;
import dev.migration.boot.database.SharedStateException;
import dev.migration.boot.datasource.MigrationConnectionDetails;
import dev.migration.boot.startup.MigrationInitializer;
import dev.migration.boot.status.MigrationMonitor;
import dev.migration.event.MigrationEvent;
import dev.migration.event.MigrationListener;
import dev.migration.test.postgres.PostgresDatabase;
import dev.migration.test.postgres.PostgresTest;

import static org.assertj.core.api.Assertions.assertThat;

/** Several databases in one application: which they are, in which order they are migrated, and who waits for them. */
@PostgresTest
class MultiDatabaseTests {

    @TempDir
    private Path folder;

    private TwoDatabases two;
    private PostgresDatabase orders;
    private PostgresDatabase reports;
    private ApplicationContextRunner runner;

    @BeforeEach
    void startEmpty(PostgresDatabase postgres) throws IOException {
        two = TwoDatabases.empty(postgres, folder);
        orders = two.orders();
        reports = two.reports();
        runner = new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(MigrationAutoConfiguration.class));
    }

    @Test
    void eachDatabaseIsMigratedWithItsOwnScripts() {
        runner.withPropertyValues(two.both()).run(context -> {
            assertThat(context)
                    .hasNotFailed()
                    .getBeanNames(Migrator.class)
                    .containsExactly("ordersMigrator", "reportsMigrator");
            assertThat(context).getBeanNames(MigrationMonitor.class).containsExactly("ordersMonitor", "reportsMonitor");
            assertThat(context)
                    .getBeanNames(MigrationInitializer.class)
                    .containsExactly("ordersMigrationInitializer", "reportsMigrationInitializer");
            assertThat(TwoDatabases.tables(orders))
                    .containsExactly("migration_history", "migration_revision", "orders");
            assertThat(TwoDatabases.tables(reports))
                    .containsExactly("migration_history", "migration_revision", "report");
        });
    }

    @Test
    void twoSchemasOfOneDatabaseAreTwoDatabases() {
        TwoDatabases.execute(orders, "CREATE SCHEMA one");
        TwoDatabases.execute(orders, "CREATE SCHEMA two");
        runner.withPropertyValues(TwoDatabases.address("migration", orders))
                .withPropertyValues(
                        "migration.databases.one.schema=one",
                        "migration.databases.one.locations=" + two.location("orders"),
                        "migration.databases.two.schema=two",
                        "migration.databases.two.locations=" + two.location("reports"))
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(TwoDatabases.applied(orders, "one")).containsExactly("o1");
                    assertThat(TwoDatabases.applied(orders, "two")).containsExactly("r1");
                });
    }

    @Test
    void whatIsNotSaidAboutOneIsWhatIsSaidAboutAll() {
        runner.withPropertyValues(two.both())
                .withPropertyValues(
                        "migration.lock-timeout=70ms",
                        "migration.retry-for=7m",
                        "migration.variables.x=all",
                        "migration.variables.y=all",
                        "migration.databases.orders.retry-for=1m",
                        "migration.databases.orders.variables.x=own",
                        "migration.databases.orders.nosuchkey=is left alone")
                .run(context -> {
                    MigrationDatabases databases = context.getBean(MigrationDatabases.class);
                    MigrationSettings own = databases.settings("orders");
                    assertThat(own.lockTimeout()).isEqualTo(Duration.ofMillis(70));
                    assertThat(own.retryFor()).isEqualTo(Duration.ofMinutes(1));
                    assertThat(own.variables()).isEqualTo(Map.of("x", "own", "y", "all"));
                    assertThat(databases.settings("reports").retryFor()).isEqualTo(Duration.ofMinutes(7));
                });
    }

    @Test
    void databasesAreMigratedInTheOrderInWhichTheyAreWrittenWhateverOverridesThem() throws IOException {
        Path file = folder.resolve("application.properties");
        Files.write(file, List.of(two.both()));
        Heard heard = new Heard();
        try (var context = new SpringApplicationBuilder(Bare.class)
                .web(WebApplicationType.NONE)
                .initializers(starting -> starting.getBeanFactory().registerSingleton("heard", heard))
                .run(
                        "--spring.config.location=file:" + file,
                        "--migration.databases.reports.retry-for=1m",
                        "--migration.databases.ORDERS.retry-for=1m")) {
            assertThat(context.getBean(MigrationDatabases.class).names()).containsExactly("orders", "reports");
            assertThat(heard.finished).containsExactly("orders", "reports");
        }
        Files.write(file, List.of(two.both("reports", "orders")));
        try (var context = new SpringApplicationBuilder(Bare.class)
                .web(WebApplicationType.NONE)
                .run("--spring.config.location=file:" + file)) {
            assertThat(context.getBeanFactory()
                            .getBeanDefinition("ordersMigrationInitializer")
                            .getDependsOn())
                    .contains("reportsMigrationInitializer");
        }
    }

    @Test
    void aDatabaseIsWhereItsDataSourceLeads() {
        runner.withUserConfiguration(Pools.class)
                .withBean("ordersDatabase", PostgresDatabase.class, () -> orders)
                .withBean("reportsDatabase", PostgresDatabase.class, () -> reports)
                .withPropertyValues(
                        "migration.databases.primary.locations=" + two.location("orders"),
                        "migration.databases.reports.locations=" + two.location("reports"),
                        "migration.databases.third.data-source=reports",
                        "migration.databases.third.locations=" + two.location("orders"),
                        "migration.databases.third.revision-table=third_revision",
                        "migration.databases.third.history-table=third_history")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(TwoDatabases.tables(orders)).contains("orders").doesNotContain("report");
                    assertThat(TwoDatabases.tables(reports)).contains("orders", "report", "third_revision");
                    var management = context.getBean(MigrationSchemaManagementProvider.class);
                    assertThat(management.getSchemaManagement(context.getBean("reports", DataSource.class)))
                            .isEqualTo(SchemaManagement.MANAGED);
                    assertThat(management.getSchemaManagement(context.getBean("main", DataSource.class)))
                            .isEqualTo(SchemaManagement.MANAGED);
                    assertThat(management.getSchemaManagement(context.getBean("spare", DataSource.class)))
                            .isEqualTo(SchemaManagement.UNMANAGED);
                });
    }

    @Test
    void connectionDetailsThatAreForADatabaseTakeThePlaceOfItsUrl() {
        runner.withUserConfiguration(Details.class)
                .withBean("reportsDatabase", PostgresDatabase.class, () -> reports)
                .withPropertyValues(TwoDatabases.address("migration.databases.orders", orders))
                .withPropertyValues(
                        "migration.databases.orders.locations=" + two.location("orders"),
                        "migration.databases.reports.url=jdbc:postgresql://localhost:1/nowhere",
                        "migration.databases.reports.locations=" + two.location("reports"))
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(TwoDatabases.tables(orders)).contains("orders");
                    assertThat(TwoDatabases.tables(reports)).contains("report");
                });
    }

    @Test
    void beansThatNeedADatabaseWaitForAllOfThem() {
        runner.withUserConfiguration(CountsReports.class)
                .withConfiguration(
                        AutoConfigurations.of(DataSourceAutoConfiguration.class, HibernateJpaAutoConfiguration.class))
                .withBean("reportsDatabase", PostgresDatabase.class, () -> reports)
                .withPropertyValues(TwoDatabases.address("spring.datasource", orders))
                .withPropertyValues(TwoDatabases.address("migration.databases.reports", reports))
                .withPropertyValues(
                        "spring.jpa.hibernate.ddl-auto=validate",
                        "migration.databases.primary.locations=classpath:db/revisions",
                        "migration.databases.reports.locations=" + two.location("reports"))
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(context.getBean("counts")).isEqualTo(List.of(0));
                    assertThat(context.getBean(EntityManager.class)
                                    .createQuery("select t.colour from Thing t", String.class)
                                    .getResultList())
                            .containsExactly("green");
                });
    }

    @Test
    void eachDatabaseHasAModeOfItsOwn() {
        runner.withPropertyValues(two.both())
                .withPropertyValues(
                        "migration.on-startup=none",
                        "migration.databases.orders.on-startup=upgrade",
                        "migration.databases.reports.locations=" + two.location("reports"))
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(TwoDatabases.tables(orders)).contains("orders");
                    assertThat(TwoDatabases.tables(reports)).isEmpty();
                });
        runner.withPropertyValues(two.both())
                .withPropertyValues("migration.databases.reports.on-startup=verify")
                .run(context ->
                        assertThat(context).getFailure().rootCause().isInstanceOf(PendingRevisionsException.class));
        runner.withPropertyValues(two.both())
                .withPropertyValues(
                        "migration.databases.reports.on-startup=wait", "migration.databases.reports.wait-for=0s")
                .run(context ->
                        assertThat(context).getFailure().hasStackTraceContaining("r1 missing; nobody is at it"));
    }

    @Test
    void everyFaultOfAScriptIsFoundBeforeTheFirstDatabaseIsTouched() throws IOException {
        Files.writeString(folder.resolve("reports/r1.sql"), "-- @revision r1\n-- @revises nothing\n-- @upgrade\n");
        runner.withPropertyValues(two.both()).run(context -> {
            assertThat(context).getFailure().hasStackTraceContaining("Revision 'r1' revises 'nothing'");
            assertThat(TwoDatabases.tables(orders)).isEmpty();
        });
    }

    @Test
    void databasesAreMigratedAlsoWhenBeansAreLazy() {
        runner.withPropertyValues(two.both())
                .withPropertyValues("spring.main.lazy-initialization=true")
                .withInitializer(context -> context.addBeanFactoryPostProcessor(
                        new org.springframework.boot.LazyInitializationBeanFactoryPostProcessor()))
                .run(context -> assertThat(TwoDatabases.tables(reports)).contains("report"));
    }

    @Test
    void aBeanOfTheSameNameReplacesOne() {
        Migrator own = Migrator.builder()
                .dataSource(reports.dataSource())
                .settings(MigrationSettings.defaults().withLocations(two.location("orders")))
                .build();
        runner.withPropertyValues(two.both())
                .withBean("reportsMigrator", Migrator.class, () -> own)
                .run(context -> {
                    assertThat(context).hasNotFailed().getBeans(Migrator.class).hasSize(2);
                    assertThat(context.getBean("reportsMigrator")).isSameAs(own);
                    assertThat(TwoDatabases.tables(reports)).contains("orders").doesNotContain("report");
                });
    }

    @Test
    void twoNamesForTheSameStateAreRefused() {
        runner.withPropertyValues(two.both())
                .withPropertyValues(TwoDatabases.address("migration.databases.reports", orders))
                .run(context -> {
                    assertThat(context)
                            .getFailure()
                            .rootCause()
                            .isInstanceOf(SharedStateException.class)
                            .hasMessageContaining("'orders' and 'reports' use the same state tables")
                            .hasMessageContaining("migration.databases.reports.schema");
                    assertThat(TwoDatabases.tables(orders)).isEmpty();
                });
        runner.withPropertyValues(two.both())
                .withPropertyValues(TwoDatabases.address("migration.databases.reports", orders))
                .withPropertyValues(
                        "migration.databases.reports.revision-table=r", "migration.databases.reports.history-table=h")
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration(MigrationAutoConfiguration.class)
    static class Bare {}

    static class Heard implements MigrationListener {

        private final List<String> finished = new ArrayList<>();

        @Override
        public void on(MigrationEvent event) {
            throw new IllegalStateException("nobody asked for whose database");
        }

        @Override
        public MigrationListener forDatabase(String database) {
            return event -> {
                if (event instanceof MigrationEvent.Finished) {
                    finished.add(database);
                }
            };
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Pools {

        @Bean
        @Primary
        HikariDataSource main(@Qualifier("ordersDatabase") PostgresDatabase database) {
            return pool(database);
        }

        @Bean
        HikariDataSource spare(@Qualifier("ordersDatabase") PostgresDatabase database) {
            return pool(database);
        }

        @Bean(defaultCandidate = false)
        HikariDataSource reports(@Qualifier("reportsDatabase") PostgresDatabase database) {
            return pool(database);
        }

        private static HikariDataSource pool(PostgresDatabase database) {
            HikariDataSource pool = new HikariDataSource();
            pool.setJdbcUrl(database.url());
            pool.setUsername(database.username());
            pool.setPassword(database.password());
            return pool;
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Details {

        @Bean
        @Qualifier("reports")
        MigrationConnectionDetails container(PostgresDatabase database) {
            return new MigrationConnectionDetails() {

                @Override
                public String getJdbcUrl() {
                    return database.url();
                }

                @Override
                public String getUsername() {
                    return database.username();
                }

                @Override
                public String getPassword() {
                    return database.password();
                }
            };
        }
    }

    /** Defined before the migrators, so that it would come first if it did not wait. */
    @Configuration(proxyBeanMethods = false)
    @EntityScan(basePackageClasses = SliceTests.class)
    static class CountsReports {

        @Bean
        JdbcTemplate reportsTemplate(PostgresDatabase database) {
            return new JdbcTemplate(database.dataSource());
        }

        @Bean
        List<Integer> counts(JdbcTemplate reportsTemplate) {
            return reportsTemplate.queryForList("SELECT count(*)::int FROM report", Integer.class);
        }
    }
}
