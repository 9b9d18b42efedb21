// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.datasource;

import org.springframework.boot.testcontainers.service.connection.ContainerConnectionDetailsFactory;
import org.springframework.boot.testcontainers.service.connection.ContainerConnectionSource;
import org.testcontainers.containers.JdbcDatabaseContainer;

/**
 * Connects the migration of a test to its {@code @ServiceConnection} container, so that the test never migrates the
 * database of {@code migration.url}.
 */
class ContainerMigrationConnectionDetailsFactory
        extends ContainerConnectionDetailsFactory<JdbcDatabaseContainer<?>, MigrationConnectionDetails> {

    @Override
    protected MigrationConnectionDetails getContainerConnectionDetails(
            ContainerConnectionSource<JdbcDatabaseContainer<?>> source) {
        return new Details(source);
    }

    private static final class Details extends ContainerConnectionDetails<JdbcDatabaseContainer<?>>
            implements MigrationConnectionDetails {

        private Details(ContainerConnectionSource<JdbcDatabaseContainer<?>> source) {
            super(source);
        }

        @Override
        public String getJdbcUrl() {
            return getContainer().getJdbcUrl();
        }

        @Override
        public String getUsername() {
            return getContainer().getUsername();
        }

        @Override
        public String getPassword() {
            return getContainer().getPassword();
        }
    }
}
