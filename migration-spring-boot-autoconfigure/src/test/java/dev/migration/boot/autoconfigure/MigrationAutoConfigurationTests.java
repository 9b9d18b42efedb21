package dev.migration.boot.autoconfigure;

import java.util.ArrayList;
import java.util.List;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DelegatingDataSource;

import dev.migration.MigrationStatus.State;
import dev.migration.Migrator;
import dev.migration.PendingRevisionsException;
import dev.migration.boot.datasource.MigrationDataSource;
import dev.migration.boot.datasource.MissingDataSourceException;
import dev.migration.boot.properties.MigrationProperties;
import dev.migration.event.MigrationEvent;
import dev.migration.event.MigrationListener;
import dev.migration.execution.refusal.UnsupportedDatabaseException;
import dev.migration.script.JavaRevision;
import dev.migration.script.MigrationContext;
import dev.migration.script.RevisionHeader;
import dev.migration.test.postgres.PostgresDatabase;
import dev.migration.test.postgres.PostgresTest;

import static org.assertj.core.api.Assertions.assertThat;

@PostgresTest
class MigrationAutoConfigurationTests {

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
                        JdbcClientAutoConfiguration.class,
                        MigrationAutoConfiguration.class))
                .withPropertyValues(properties("spring.datasource"));
    }

    @Test
    void migratesTheApplicationsDatabase() {
        runner.run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(context.getBean(Migrator.class).reader().status().state())
                    .isEqualTo(State.UP_TO_DATE);
            assertThat(things()).containsExactly("first green");
        });
    }

    @Test
    void showsTheApplicationsNameInTheHistory() {
        runner.withPropertyValues("spring.application.name=shop")
                .run(context -> assertThat(context.getBean(Migrator.class)
                                .reader()
                                .status()
                                .applied())
                        .allSatisfy(applied ->
                                assertThat(applied.by().application()).isEqualTo("shop")));
    }

    @Test
    void beansThatNeedTheDatabaseWait() {
        runner.run(context -> {
            for (String bean : List.of("jdbcTemplate", "namedParameterJdbcTemplate", "jdbcClient")) {
                assertThat(context.getBeanFactory().getBeanDefinition(bean).getDependsOn())
                        .as(bean)
                        .contains("migrator", "migrationInitializer");
            }
        });
    }

    @Test
    void beansThatNeedTheDatabaseWaitForAMigratorOfTheApplicationsOwn() {
        runner.withUserConfiguration(OwnMigrator.class).run(context -> {
            assertThat(context).hasSingleBean(Migrator.class).hasBean("ownMigrator");
            assertThat(context.getBeanFactory()
                            .getBeanDefinition("jdbcTemplate")
                            .getDependsOn())
                    .contains("ownMigrator");
        });
    }

    @Test
    void doesNothingWhenItIsSwitchedOff() {
        runner.withPropertyValues("migration.enabled=false")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(Migrator.class));
    }

    @Test
    void doesNothingWithoutADataSource() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(MigrationAutoConfiguration.class))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(Migrator.class));
    }

    @Test
    void migratesADatabaseOfItsOwnUrlWithoutADataSource() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(MigrationAutoConfiguration.class))
                .withPropertyValues(properties("migration"))
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(things()).isNotEmpty();
                });
    }

    @Test
    void prefersItsOwnUrlToTheApplications() {
        PostgresDatabase other = database.createDatabase();
        runner.withPropertyValues(
                        "migration.url=" + other.url(),
                        "migration.username=" + other.username(),
                        "migration.password=" + other.password())
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(JdbcClient.create(other.dataSource())
                                    .sql("SELECT count(*) FROM thing")
                                    .query(Integer.class)
                                    .single())
                            .isEqualTo(1);
                });
    }

    @Test
    void migratesWithARoleOfItsOwn() {
        String owner = "owner_" + database.name();
        execute("CREATE ROLE " + owner + " LOGIN PASSWORD 'secret'");
        execute("GRANT CREATE ON SCHEMA public TO " + owner);
        try {
            runner.withPropertyValues("migration.username=" + owner, "migration.password=secret")
                    .run(context -> assertThat(things("SELECT tableowner FROM pg_tables WHERE tablename = 'thing'"))
                            .containsExactly(owner));
        } finally {
            execute("DROP OWNED BY " + owner + " CASCADE");
            execute("DROP ROLE " + owner);
        }
    }

    @Test
    void migratesTheDataSourceThatIsMarked() {
        PostgresDatabase other = database.createDatabase();
        runner.withBean("other", PostgresDatabase.class, () -> other)
                .withUserConfiguration(MarkedDataSource.class)
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(JdbcClient.create(other.dataSource())
                                    .sql("SELECT count(*) FROM thing")
                                    .query(Integer.class)
                                    .single())
                            .isEqualTo(1);
                });
    }

    @Test
    void refusesToChooseBetweenDataSources() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(MigrationAutoConfiguration.class))
                .withBean("first", DataSource.class, database::dataSource)
                .withBean("second", DataSource.class, database::dataSource)
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOf(MissingDataSourceException.class)
                        .hasMessageContaining("There are 2 DataSources")
                        .hasMessageContaining("@MigrationDataSource"));
    }

    @Test
    void needsNoConnectionOfThePool() {
        runner.withPropertyValues("spring.datasource.hikari.maximum-pool-size=1")
                .withBean(TakesTheOnlyConnection.class)
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    context.getBean(Migrator.class).downgrade("a1");
                });
    }

    @Test
    void usesADataSourceThatDoesNotTellItsUrlAsItIs() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(MigrationAutoConfiguration.class))
                .withBean(DataSource.class, () -> new DelegatingDataSource(database.dataSource()) {})
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(things()).isNotEmpty();
                });
    }

    @Test
    void keepsToTheSchemaOfThePool() {
        execute("CREATE SCHEMA app");
        runner.withPropertyValues("spring.datasource.hikari.schema=app").run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(things("SELECT schemaname FROM pg_tables WHERE tablename IN"
                            + " ('thing', 'migration_revision') ORDER BY 1"))
                    .containsExactly("app", "app");
        });
    }

    @Test
    void runsTheFirstStatementOfThePool() {
        execute("CREATE SCHEMA app");
        runner.withPropertyValues("spring.datasource.hikari.connection-init-sql=SET search_path = app")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(things("SELECT schemaname FROM pg_tables WHERE tablename IN"
                                    + " ('thing', 'migration_revision') ORDER BY 1"))
                            .containsExactly("app", "app");
                });
    }

    @Test
    void takesTheApplicationsUserForAUrlOfItsOwn() {
        PostgresDatabase other = database.createDatabase();
        runner.withPropertyValues("migration.url=" + other.url()).run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(context.getBean(Migrator.class).reader().status().state())
                    .isEqualTo(State.UP_TO_DATE);
            assertThat(things("SELECT tablename FROM pg_tables WHERE schemaname = 'public'"))
                    .isEmpty();
        });
    }

    @Test
    void takesAnEmptyPropertyForNone() {
        runner.withPropertyValues("migration.url=", "migration.username=", "migration.schema=")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(things()).isNotEmpty();
                });
    }

    @Test
    void refusesAnotherProduct() {
        new ApplicationContextRunner()
                .withConfiguration(
                        AutoConfigurations.of(DataSourceAutoConfiguration.class, MigrationAutoConfiguration.class))
                .withPropertyValues("spring.datasource.url=jdbc:h2:mem:other")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOf(UnsupportedDatabaseException.class)
                        .hasMessageContaining("H2")
                        .hasMessageContaining("@AutoConfigureTestDatabase(replace = NONE)"));
    }

    @Test
    void migratesAlsoWhenBeansAreLazy() {
        runner.withPropertyValues("spring.main.lazy-initialization=true")
                .withInitializer(context -> context.addBeanFactoryPostProcessor(
                        new org.springframework.boot.LazyInitializationBeanFactoryPostProcessor()))
                .run(context -> assertThat(things()).isNotEmpty());
    }

    @Test
    void verifiesInsteadOfUpgrading() {
        runner.withPropertyValues("migration.on-startup=verify")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOf(PendingRevisionsException.class)
                        .hasMessageContaining("a1, b2"));
        assertThat(things("SELECT tablename FROM pg_tables WHERE schemaname = 'public'"))
                .isEmpty();
    }

    @Test
    void startsWithoutLookingWhenToldSo() {
        runner.withPropertyValues("migration.on-startup=none").run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(context.getBean(Migrator.class).reader().status().state())
                    .isEqualTo(State.PENDING);
        });
    }

    @Test
    void goesToTheTarget() {
        runner.withPropertyValues("migration.target=a1")
                .run(context -> assertThat(context.getBean(Migrator.class)
                                .reader()
                                .status()
                                .current())
                        .containsExactly("a1"));
    }

    @Test
    void runsJavaRevisionsThatAreBeans() {
        runner.withBean(AddsSecond.class).run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(things()).containsExactly("first green", "second red");
        });
    }

    @Test
    void tellsListenersThatAreBeans() {
        runner.withBean(Recorder.class)
                .run(context -> assertThat(context.getBean(Recorder.class).events)
                        .extracting(event -> event.getClass().getSimpleName())
                        .contains("Started", "RevisionFinished", "Finished"));
    }

    @Test
    void everySettingOfTheLibraryHasAProperty() {
        runner.withPropertyValues(
                        "migration.locations=classpath:db/revisions,filesystem:more",
                        "migration.schema=s",
                        "migration.revision-table=r",
                        "migration.history-table=h",
                        "migration.lock.wait=3s",
                        "migration.lock-timeout=70ms",
                        "migration.statement-timeout=5m",
                        "migration.retry-for=7m",
                        "migration.flush-each=true",
                        "migration.variables.x=1",
                        "migration.require-single-head=true",
                        "migration.on-diverged=warn",
                        "migration.on-edited=refuse",
                        "migration.on-spliced=warn",
                        "migration.on-startup=none",
                        "migration.enabled=true")
                .withBean(
                        "migrator",
                        Migrator.class,
                        () -> Migrator.builder()
                                .dataSource(database.dataSource())
                                .build())
                .run(context -> assertThat(
                                context.getBean(MigrationProperties.class).toSettings("app"))
                        .hasToString("MigrationSettings[locations=[classpath:db/revisions, filesystem:more],"
                                + " tables=StateTables[schema=Optional[s], revisionTable=r, historyTable=h],"
                                + " variables={x=1}, lockWait=Optional[PT3S], lockTimeout=PT0.07S,"
                                + " statementTimeout=Optional[PT5M], retryFor=PT7M, flushEach=true, requireSingleHead=true,"
                                + " policies=Policies[diverged=WARN, edited=REFUSE, spliced=WARN], application=app]"));
    }

    private String[] properties(String prefix) {
        return new String[] {
            prefix + ".url=" + database.url(),
            prefix + ".username=" + database.username(),
            prefix + ".password=" + database.password()
        };
    }

    private void execute(String statement) {
        JdbcClient.create(database.dataSource()).sql(statement).update();
    }

    private List<String> things() {
        return things("SELECT name || ' ' || colour FROM thing ORDER BY id");
    }

    private List<String> things(String query) {
        return JdbcClient.create(database.dataSource())
                .sql(query)
                .query(String.class)
                .list();
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnMigrator {

        @Bean
        Migrator ownMigrator(DataSource dataSource) {
            return Migrator.builder().dataSource(dataSource).build();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class MarkedDataSource {

        @Bean(defaultCandidate = false)
        @MigrationDataSource
        DataSource marked(PostgresDatabase other) {
            return other.dataSource();
        }
    }

    static class TakesTheOnlyConnection {

        TakesTheOnlyConnection(HikariDataSource pool) throws java.sql.SQLException {
            assertThat(pool.getConnection().isValid(1)).isTrue();
        }
    }

    static class Recorder implements MigrationListener {

        private final List<MigrationEvent> events = new ArrayList<>();

        @Override
        public void on(MigrationEvent event) {
            events.add(event);
        }
    }

    @RevisionHeader(revision = "c3", revises = "b2")
    static class AddsSecond implements JavaRevision {

        @Override
        public void upgrade(MigrationContext context) {
            context.jdbc()
                    .sql("INSERT INTO thing (name, colour) VALUES (:name, 'red')")
                    .param("name", "second")
                    .update();
        }
    }
}
