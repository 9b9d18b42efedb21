// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.datasource;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetailsFactories;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.boot.testcontainers.service.connection.ServiceConnectionAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.testcontainers.postgresql.PostgreSQLContainer;

import dev.migration.boot.testing.DatabaseConnectionDetails;
import dev.migration.boot.testing.EmptyDatabase;
import dev.migration.boot.testing.Queries;
import dev.migration.boot.testing.TestContexts;
import dev.migration.test.postgres.PostgresDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** Connection details from containers and from Docker Compose. */
class ConnectionDetailsTests extends EmptyDatabase {

    @Test
    void aContainerReplacesTheProperties() {
        TestContexts.withoutDataSource(ServiceConnectionAutoConfiguration.class, DataSourceAutoConfiguration.class)
                .withPropertyValues(
                        "migration.url=jdbc:postgresql://localhost:1/production",
                        "migration.username=owner",
                        "migration.password=secret",
                        "migration.connect-for=0s")
                .withBean(PostgresDatabase.class, () -> database)
                .withUserConfiguration(Container.class)
                .run(context -> {
                    assertThat(context).hasNotFailed().hasSingleBean(MigrationConnectionDetails.class);
                    assertThat(things()).hasSize(1);
                });
    }

    @Test
    void aServiceOfDockerComposeIsMigratedWithTheConnectionOfTheApplication() {
        JdbcConnectionDetails application = new DatabaseConnectionDetails(database);

        var details = (MigrationConnectionDetails) new ConnectionDetailsFactories(null)
                .getConnectionDetails(application, true)
                .get(MigrationConnectionDetails.class);

        assertThat(details).isNotNull();
        TestContexts.withoutDataSource()
                .withBean(MigrationConnectionDetails.class, () -> details)
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(things()).hasSize(1);
                });
    }

    private List<String> things() {
        return Queries.strings(database, "SELECT name FROM thing");
    }

    @Configuration(proxyBeanMethods = false)
    static class Container {

        @Bean
        @ServiceConnection
        AddressOnlyContainer container(PostgresDatabase database) {
            return new AddressOnlyContainer(database);
        }
    }

    /** A container that needs no Docker: it has the address of a database on the server of the tests. */
    static class AddressOnlyContainer extends PostgreSQLContainer {

        private final PostgresDatabase database;

        AddressOnlyContainer(PostgresDatabase database) {
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
