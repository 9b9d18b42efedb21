// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.testing;

import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

import dev.migration.boot.datasource.MigrationConnectionDetails;
import dev.migration.boot.datasource.PropertiesMigrationConnectionDetails;
import dev.migration.boot.properties.MigrationProperties;
import dev.migration.test.postgres.PostgresDatabase;

/** The connection details of an application that connects to the database of a test. */
public record DatabaseConnectionDetails(PostgresDatabase database) implements JdbcConnectionDetails {

    /** The connection details of a migration of that database. */
    public static MigrationConnectionDetails forMigration(PostgresDatabase database) {
        MigrationProperties properties = new MigrationProperties();
        properties.setUrl(database.url());
        properties.setUsername(database.username());
        properties.setPassword(database.password());
        return new PropertiesMigrationConnectionDetails(properties);
    }

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
