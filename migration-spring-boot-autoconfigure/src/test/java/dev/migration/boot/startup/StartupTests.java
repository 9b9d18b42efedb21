// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.startup;

import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import javax.sql.DataSource;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.github.kagkarlsson.scheduler.Scheduler;
import net.javacrumbs.shedlock.core.LockConfiguration;
import net.javacrumbs.shedlock.core.LockProvider;
import net.javacrumbs.shedlock.provider.jdbctemplate.JdbcTemplateLockProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.jdbc.SchemaManagement;
import org.springframework.boot.jdbc.SchemaManagementProvider;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.JdbcTemplate;

import dev.migration.MigrationStatus.State;
import dev.migration.Migrator;
import dev.migration.boot.testing.EmptyDatabase;
import dev.migration.boot.testing.TestContexts;
import dev.migration.event.MigrationEvent;
import dev.migration.event.MigrationListener;
import dev.migration.execution.failure.DatabaseUnavailableException;
import dev.migration.execution.failure.UpgradeNotDoneException;
import dev.migration.execution.refusal.RefusedChangesException;
import dev.migration.script.InvalidScriptsException;
import dev.migration.test.postgres.OwnServer;
import dev.migration.test.postgres.OwnServer.Stop;
import dev.migration.test.postgres.PostgresDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** The migration at the start of the application, and the beans that wait for it. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class StartupTests extends EmptyDatabase {

    private ApplicationContextRunner runner;

    @BeforeEach
    void startEmpty() {
        runner = TestContexts.withDataSource(database);
    }

    @Test
    void modeWaitStartsAfterAnotherProcessHasUpgraded() {
        List<MigrationEvent> events = new ArrayList<>();
        runner.withPropertyValues("migration.on-startup=wait")
                .withBean(MigrationListener.class, () -> event -> {
                    if (event instanceof MigrationEvent.WaitingForUpgrade) {
                        events.add(event);
                        migrator(database).upgrade("heads");
                    }
                })
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(TestContexts.status(context).state()).isEqualTo(State.UP_TO_DATE);
                    assertThat(events).hasSize(1);
                });
    }

    @Test
    void leavesRefusedClassesToAPerson() {
        migrator(database).upgrade("a1");
        ApplicationContextRunner strict = runner.withPropertyValues("migration.policy.data=refuse");

        strict.run(context -> assertThat(context)
                .getFailure()
                .rootCause()
                .isInstanceOf(RefusedChangesException.class)
                .hasMessageContaining("b2 (data, ")
                .hasMessageContaining("migrations upgrade")
                .hasMessageContaining("migration.policy.data=allow"));
        migrator(database).upgrade("heads");

        strict.run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void aNamedDatabaseHasAPolicyOfItsOwn() {
        migrator(database).upgrade("a1");

        runner.withPropertyValues(
                        "migration.databases.shop.data-source=dataSource",
                        "migration.databases.shop.policy.data=refuse")
                .run(context ->
                        assertThat(context).getFailure().rootCause().isInstanceOf(RefusedChangesException.class));
        runner.withPropertyValues(
                        "migration.policy.data=refuse",
                        "migration.databases.shop.data-source=dataSource",
                        "migration.databases.shop.policy.data=allow")
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void modeWaitFailsAfterItsTime() {
        runner.withPropertyValues("migration.on-startup=wait", "migration.wait-for=0s")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOf(UpgradeNotDoneException.class)
                        .hasMessageContaining("a1, b2 missing; no session holds the migration lock")
                        .hasMessageContaining("migration.wait-for"));
    }

    @Test
    void waitsForAServerThatStarts(@TempDir Path folder) {
        try (OwnServer server = OwnServer.create(folder).start()) {
            PostgresDatabase own = server.createDatabase("own");
            for (String mode : List.of("upgrade", "verify")) {
                server.stop(Stop.FAST);
                TestContexts.withDataSource(own)
                        .withPropertyValues("migration.on-startup=" + mode)
                        .withBean(MigrationListener.class, () -> event -> {
                            if (event instanceof MigrationEvent.WaitingForServer) {
                                server.start();
                            }
                        })
                        .run(context -> {
                            assertThat(context).hasNotFailed();
                            assertThat(TestContexts.status(context).state()).isEqualTo(State.UP_TO_DATE);
                        });
            }
        }
    }

    @Test
    void aStartWithoutARunLogsOneLine() {
        runner.run(context -> assertThat(context).hasNotFailed());

        assertThat(log(runner.withPropertyValues("migration.on-startup=verify")))
                .containsExactly("Verified: 2 revisions are applied; the database is at b2");
        assertThat(log(runner.withPropertyValues("migration.on-startup=wait")))
                .containsExactly("Waited for the upgrade to heads: 2 revisions are applied; the database is at b2");
    }

    private static List<String> log(ApplicationContextRunner started) {
        Logger logger = (Logger) LoggerFactory.getLogger("dev.migration");
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        logger.addAppender(lines);
        logger.setLevel(Level.INFO);
        try {
            started.run(context -> assertThat(context).hasNotFailed());
        } finally {
            logger.setLevel(Level.OFF);
            logger.detachAppender(lines);
        }
        // Other tests log on other threads.
        return lines.list.stream()
                .filter(line ->
                        line.getThreadName().equals(Thread.currentThread().getName()))
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    @Test
    void failsAtOnceIfItMustNotWaitForTheServer() {
        List<MigrationEvent> events = new ArrayList<>();
        runner.withPropertyValues("migration.connect-for=0s", "spring.datasource.url=jdbc:postgresql://localhost:1/x")
                .withBean(MigrationListener.class, () -> events::add)
                .run(context -> assertThat(context).getFailure().rootCause().isInstanceOf(ConnectException.class));
        assertThat(events).isEmpty();
    }

    @Test
    void doesNotWaitAfterAWrongPassword() {
        List<MigrationEvent> events = new ArrayList<>();
        runner.withPropertyValues("migration.username=nobody_" + database.name(), "migration.password=wrong")
                .withBean(MigrationListener.class, () -> events::add)
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasStackTraceContaining(DatabaseUnavailableException.class.getName())
                        .hasStackTraceContaining(TestContexts.adviceForAnUnknownUser(database)));
        assertThat(events).isEmpty();
    }

    @Test
    void aStrategyReplacesTheMode() {
        runner.withPropertyValues("migration.on-startup=verify")
                .withBean(MigrationStrategy.class, () -> migrator -> migrator.upgrade("a1"))
                .run(context ->
                        assertThat(TestContexts.status(context).current()).containsExactly("a1"));
    }

    @Test
    void aFaultInAScriptPreventsTheStartWhateverAStrategyDoes(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("a.sql"), "-- @revision a\n-- @upgrad\nSELECT 1;\n");

        runner.withPropertyValues("migration.locations=filesystem:" + folder)
                .withBean(MigrationStrategy.class, () -> migrator -> {})
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasStackTraceContaining(InvalidScriptsException.class.getName()));
    }

    @Test
    void customizersOverridePropertiesInTheirOrder() {
        runner.withUserConfiguration(Customizers.class)
                .run(context -> assertThat(context.getBean(Migrator.class)
                                .settings()
                                .lockLimits()
                                .timeout()
                                .orElseThrow())
                        .isEqualTo(Duration.ofMillis(2)));
    }

    @Test
    void librariesThatNeedTheDatabaseWait(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("shedlock.sql"), """
                -- @revision shedlock
                -- @upgrade
                CREATE TABLE shedlock (name varchar(64) PRIMARY KEY, lock_until timestamp NOT NULL,
                    locked_at timestamp NOT NULL, locked_by varchar(255) NOT NULL);
                """);
        runner.withPropertyValues("migration.locations=filesystem:" + folder)
                .withUserConfiguration(Libraries.class)
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(context.getBeanFactory()
                                    .getBeanDefinition("scheduler")
                                    .getDependsOn())
                            .contains("migrator", "migrationInitializer");
                });
    }

    @Test
    void beansOfConfiguredTypesWait() {
        runner.withPropertyValues("migration.depends-on-types=" + Counts.class.getName())
                .withUserConfiguration(CountsThings.class)
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(context.getBean(Counts.class).things()).isEqualTo(1);
                });
        database.reset();
        runner.withUserConfiguration(CountsThings.class)
                .run(context -> assertThat(context).getFailure().hasStackTraceContaining("\"thing\" does not exist"));
    }

    @Test
    void aConfiguredTypeThatDoesNotExistIsRefused() {
        runner.withPropertyValues("migration.depends-on-types=no.such.Type")
                .run(context -> assertThat(context)
                        .getFailure()
                        .isInstanceOf(InvalidConfigurationPropertyValueException.class)
                        .hasMessageContaining("migration.depends-on-types")
                        .hasMessageContaining("no.such.Type"));
    }

    @Test
    void theSchemaOfTheMigratedDatabaseIsReportedAsManaged() {
        runner.run(context -> {
            var provider = context.getBean(SchemaManagementProvider.class);

            assertThat(provider.getSchemaManagement(context.getBean(DataSource.class)))
                    .isEqualTo(SchemaManagement.MANAGED);
            assertThat(provider.getSchemaManagement(database.dataSource())).isEqualTo(SchemaManagement.UNMANAGED);
        });
    }

    private static Migrator migrator(PostgresDatabase database) {
        return Migrator.builder().dataSource(database.dataSource()).build();
    }

    @Configuration(proxyBeanMethods = false)
    static class Customizers {

        @Bean
        @Order(2)
        MigrationCustomizer second() {
            return TestContexts.lockTimeout(2);
        }

        @Bean
        @Order(1)
        MigrationCustomizer first() {
            return TestContexts.lockTimeout(1);
        }
    }

    /** Defined before the migrator, so that they would be created first if they did not depend on it. */
    @Configuration(proxyBeanMethods = false)
    static class Libraries {

        @Bean
        LockProvider lockProvider(DataSource dataSource) {
            var provider = new JdbcTemplateLockProvider(new JdbcTemplate(dataSource));
            Duration minute = Duration.ofMinutes(1);
            assertThat(provider.lock(new LockConfiguration(Instant.now(), "early", minute, Duration.ZERO)))
                    .isPresent();
            return provider;
        }

        @Bean
        Scheduler scheduler(DataSource dataSource) {
            return Scheduler.create(dataSource).build();
        }
    }

    record Counts(int things) {}

    @Configuration(proxyBeanMethods = false)
    static class CountsThings {

        @Bean
        Counts counts(DataSource dataSource) {
            Integer things = new JdbcTemplate(dataSource).queryForObject("SELECT count(*) FROM thing", Integer.class);
            return new Counts(things == null ? 0 : things);
        }
    }
}
