// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.datasource;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetailsFactory;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/** Derives the connection of the migration from that of the application, for services of Docker Compose. */
class AdaptingMigrationConnectionDetailsFactory
        implements ConnectionDetailsFactory<JdbcConnectionDetails, MigrationConnectionDetails> {

    @Override
    public MigrationConnectionDetails getConnectionDetails(JdbcConnectionDetails application) {
        return new Details(application);
    }

    private record Details(JdbcConnectionDetails application) implements MigrationConnectionDetails {

        @Override
        public String getJdbcUrl() {
            return application.getJdbcUrl();
        }

        @Override
        public @Nullable String getUsername() {
            return application.getUsername();
        }

        @Override
        public @Nullable String getPassword() {
            return application.getPassword();
        }
    }
}
