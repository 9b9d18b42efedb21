// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.datasource;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;

/**
 * Details of the connection that the migration uses. A value that is null is taken from the application's DataSource.
 *
 * <p>A bean of this type replaces {@code migration.url}, {@code migration.username} and {@code migration.password}. Spring
 * Boot creates one for a {@code @ServiceConnection} container and for a service of Docker Compose.
 */
public interface MigrationConnectionDetails extends ConnectionDetails {

    /** Returns the JDBC URL of the database to migrate. */
    default @Nullable String getJdbcUrl() {
        return null;
    }

    /** Returns the role that runs the migration. */
    default @Nullable String getUsername() {
        return null;
    }

    /** Returns the password of the role. */
    default @Nullable String getPassword() {
        return null;
    }
}
