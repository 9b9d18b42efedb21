// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.autoconfigure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import javax.sql.DataSource;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.migration.MigrationSettings;
import dev.migration.MigrationStatus.State;
import dev.migration.Migrator;
import dev.migration.PendingRevisionsException;
import dev.migration.boot.properties.MigrationProperties;
import dev.migration.boot.testing.EmptyDatabase;
import dev.migration.boot.testing.Queries;
import dev.migration.boot.testing.TestContexts;
import dev.migration.event.MigrationEvent;
import dev.migration.event.MigrationListener;
import dev.migration.plan.SchemaVerification;
import dev.migration.plan.UpgradePolicies;
import dev.migration.plan.UpgradePolicy;
import dev.migration.script.JavaRevision;
import dev.migration.script.MigrationContext;
import dev.migration.script.RevisionHeader;
import dev.migration.version.StateTables;

import static org.assertj.core.api.Assertions.assertThat;

/** The migration of an application with one database. */
class MigrationAutoConfigurationTests extends EmptyDatabase {

    private ApplicationContextRunner runner;

    @BeforeEach
    void startEmpty() {
        runner = TestContexts.withDataSource(
                database, JdbcTemplateAutoConfiguration.class, JdbcClientAutoConfiguration.class);
    }

    @Test
    void migratesTheApplicationsDatabase() {
        runner.run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(TestContexts.status(context).state()).isEqualTo(State.UP_TO_DATE);
            assertThat(things()).containsExactly("first green");
        });
    }

    @Test
    void recordsTheNameOfTheApplication() {
        runner.withPropertyValues("spring.application.name=shop")
                .run(context -> assertThat(TestContexts.status(context).applied())
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
    void beansThatNeedTheDatabaseWaitForAMigratorThatTheApplicationDefines() {
        runner.withUserConfiguration(OwnMigrator.class).run(context -> {
            assertThat(context).hasSingleBean(Migrator.class).hasBean("ownMigrator");
            assertThat(context.getBeanFactory()
                            .getBeanDefinition("jdbcTemplate")
                            .getDependsOn())
                    .contains("ownMigrator");
        });
    }

    @Test
    void doesNothingWhenItIsDisabled() {
        runner.withPropertyValues("migration.enabled=false")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(Migrator.class));
    }

    @Test
    void doesNothingWithoutADataSource() {
        TestContexts.withoutDataSource()
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(Migrator.class));
    }

    @Test
    void migratesWithLazyInitialization() {
        runner.withPropertyValues("spring.main.lazy-initialization=true")
                .withInitializer(context ->
                        context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
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
        assertThat(Queries.tables(database)).isEmpty();
    }

    @Test
    void startsWithoutReadingTheDatabaseInModeNone() {
        runner.withPropertyValues("migration.on-startup=none").run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(TestContexts.status(context).state()).isEqualTo(State.PENDING);
        });
    }

    @Test
    void upgradesToTheTarget() {
        runner.withPropertyValues("migration.target=a1")
                .run(context ->
                        assertThat(TestContexts.status(context).current()).containsExactly("a1"));
    }

    @Test
    void runsJavaRevisionsThatAreBeans() {
        runner.withBean(AddsSecond.class).run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(things()).containsExactly("first green", "second red");
        });
    }

    @Test
    void publishesEventsToListenerBeans() {
        runner.withBean(Recorder.class)
                .run(context -> assertThat(context.getBean(Recorder.class).events)
                        .extracting(event -> event.getClass().getSimpleName())
                        .contains("Started", "RevisionFinished", "Finished"));
    }

    @Test
    void everySettingHasAProperty() {
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
                        "migration.verify-schema=refuse",
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
                        .isEqualTo(MigrationSettings.builder()
                                .locations("classpath:db/revisions", "filesystem:more")
                                .tables(new StateTables(Optional.of("s"), "r", "h"))
                                .variables(Map.of("x", "1"))
                                .lockWait(Duration.ofSeconds(3))
                                .lockTimeout(Duration.ofMillis(70))
                                .statementTimeout(Duration.ofMinutes(5))
                                .retryFor(Duration.ofMinutes(7))
                                .flushEach(true)
                                .requireSingleHead(true)
                                .policies(new UpgradePolicies(
                                        UpgradePolicy.WARN, UpgradePolicy.REFUSE, UpgradePolicy.WARN))
                                .verifySchema(SchemaVerification.REFUSE)
                                .application("app")
                                .build()));
    }

    private List<String> things() {
        return Queries.strings(database, "SELECT name || ' ' || colour FROM thing ORDER BY id");
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnMigrator {

        @Bean
        Migrator ownMigrator(DataSource dataSource) {
            return Migrator.builder().dataSource(dataSource).build();
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
