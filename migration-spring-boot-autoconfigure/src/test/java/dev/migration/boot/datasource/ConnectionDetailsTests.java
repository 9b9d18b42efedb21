package dev.migration.boot.datasource;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetailsFactories;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.boot.testcontainers.service.connection.ServiceConnectionAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.testcontainers.postgresql.PostgreSQLContainer;

import dev.migration.boot.autoconfigure.MigrationAutoConfiguration;
import dev.migration.test.postgres.PostgresDatabase;
import dev.migration.test.postgres.PostgresTest;

import static org.assertj.core.api.Assertions.assertThat;

@PostgresTest
class ConnectionDetailsTests {

    private PostgresDatabase database;

    @BeforeEach
    void startEmpty(PostgresDatabase postgres) {
        postgres.reset();
        database = postgres;
    }

    @Test
    void aContainerIsMigratedAndNotWhatThePropertiesName() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        ServiceConnectionAutoConfiguration.class,
                        DataSourceAutoConfiguration.class,
                        MigrationAutoConfiguration.class))
                .withPropertyValues(
                        "migration.url=jdbc:postgresql://localhost:1/production",
                        "migration.username=owner",
                        "migration.password=secret",
                        "migration.connect-for=0s")
                .withBean(PostgresDatabase.class, () -> database)
                .withUserConfiguration(Container.class)
                .run(context -> {
                    assertThat(context).hasNotFailed().hasSingleBean(MigrationConnectionDetails.class);
                    assertThat(things()).isEqualTo(1);
                });
    }

    @Test
    void aServiceOfDockerComposeIsMigratedByWhatTheApplicationConnectsWith() {
        JdbcConnectionDetails application = new JdbcConnectionDetails() {

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

        var details = (MigrationConnectionDetails) new ConnectionDetailsFactories(null)
                .getConnectionDetails(application, true)
                .get(MigrationConnectionDetails.class);

        assertThat(details).isNotNull();
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(MigrationAutoConfiguration.class))
                .withBean(MigrationConnectionDetails.class, () -> details)
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(things()).isEqualTo(1);
                });
    }

    private int things() {
        return JdbcClient.create(database.dataSource())
                .sql("SELECT count(*) FROM thing")
                .query(Integer.class)
                .single();
    }

    @Configuration(proxyBeanMethods = false)
    static class Container {

        @Bean
        @ServiceConnection
        ServedElsewhere container(PostgresDatabase database) {
            return new ServedElsewhere(database);
        }
    }

    /** A container as far as Spring Boot can tell; it needs no Docker, because the server of the tests answers for it. */
    static class ServedElsewhere extends PostgreSQLContainer {

        private final PostgresDatabase database;

        ServedElsewhere(PostgresDatabase database) {
            super("postgres:18");
            this.database = database;
        }

        @Override
        public void start() {}

        @Override
        public void stop() {}

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
    }
}
