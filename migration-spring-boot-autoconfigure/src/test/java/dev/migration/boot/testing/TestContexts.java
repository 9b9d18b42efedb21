// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.testing;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.stream.Stream;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import dev.migration.MigrationStatus;
import dev.migration.Migrator;
import dev.migration.boot.autoconfigure.MigrationAutoConfiguration;
import dev.migration.boot.startup.MigrationCustomizer;
import dev.migration.boot.status.MigrationMonitor;
import dev.migration.test.postgres.PostgresDatabase;

import static java.util.Objects.requireNonNull;

/** Creates application contexts with the auto-configuration of the migration. */
public final class TestContexts {

    private TestContexts() {}

    /** A context without a DataSource of the application. */
    public static ApplicationContextRunner withoutDataSource(Class<?>... autoConfigurations) {
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(MigrationAutoConfiguration.class))
                .withConfiguration(AutoConfigurations.of(autoConfigurations));
    }

    /** A context whose DataSource Spring Boot configures for a database. */
    public static ApplicationContextRunner withDataSource(PostgresDatabase database, Class<?>... autoConfigurations) {
        Class<?>[] all = Stream.concat(Stream.of(DataSourceAutoConfiguration.class), Stream.of(autoConfigurations))
                .toArray(Class<?>[]::new);
        return withoutDataSource(all).withPropertyValues(connection("spring.datasource", database));
    }

    /** The health after the state was read: the indicator itself waits for half a second only. */
    public static Health health(ApplicationContext context) {
        context.getBean(MigrationMonitor.class).read();
        return requireNonNull(context.getBean("migrationsHealthContributor", HealthIndicator.class)
                .health(true));
    }

    /** The status that the only migrator of a context reads. */
    public static MigrationStatus status(ApplicationContext context) {
        return context.getBean(Migrator.class).reader().status();
    }

    /** Sets the lock timeout of a migrator. */
    public static MigrationCustomizer lockTimeout(int millis) {
        return builder -> builder.settings(builder.build().settings().toBuilder()
                .lockTimeout(Duration.ofMillis(millis))
                .build());
    }

    /** The properties {@code url}, {@code username} and {@code password} below a prefix. */
    public static String[] connection(String prefix, PostgresDatabase database) {
        return new String[] {
            prefix + ".url=" + database.url(),
            prefix + ".username=" + database.username(),
            prefix + ".password=" + database.password()
        };
    }

    /** The begin of the advice after a login of a user that does not exist: a server that trusts its clients asks for no password. */
    public static String adviceForAnUnknownUser(PostgresDatabase database) {
        String setting = "(spring.datasource.username and .password, or migration.username and .password)";
        try (Connection connection =
                DriverManager.getConnection(database.url(), "nobody_" + database.name(), "wrong")) {
            throw new IllegalStateException("The user exists: " + connection);
        } catch (SQLException refused) {
            return "28P01".equals(refused.getSQLState())
                    ? "Correct the user name and the password " + setting + "."
                    : "Correct the user name " + setting + ", give the role LOGIN";
        }
    }
}
