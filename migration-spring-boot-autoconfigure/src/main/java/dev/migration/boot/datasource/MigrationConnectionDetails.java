package dev.migration.boot.datasource;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;

/**
 * Where the migration connects to. What is null is as the application connects. A bean of this type, such as the one that comes from a
 * container with {@code @ServiceConnection} or from Docker Compose, takes the place of {@code migration.url},
 * {@code migration.username} and {@code migration.password}.
 */
public interface MigrationConnectionDetails extends ConnectionDetails {

    /** The JDBC URL of the database. */
    default @Nullable String getJdbcUrl() {
        return null;
    }

    /** The role to migrate with. */
    default @Nullable String getUsername() {
        return null;
    }

    /** Its password. */
    default @Nullable String getPassword() {
        return null;
    }
}
