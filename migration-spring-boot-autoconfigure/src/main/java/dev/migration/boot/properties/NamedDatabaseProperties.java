// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.properties;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.NestedConfigurationProperty;

/** Configuration properties of a named database, under {@code migration.databases.NAME}. */
public class NamedDatabaseProperties extends DatabaseProperties {

    /**
     * Converts the value of a property {@code migration.databases.NAME} without a key below it, such as the environment
     * variable {@code MIGRATION_DATABASES_PORT} of a Kubernetes service. It has no meaning, and must not prevent the start.
     */
    public static NamedDatabaseProperties valueOf(String ignored) {
        return new NamedDatabaseProperties();
    }

    /** Name of the DataSource bean of the database. Defaults to the bean with the name of the database. */
    private @Nullable String dataSource;

    /** Tenants of the database, if each tenant has a schema in it. */
    @NestedConfigurationProperty
    private final TenantsProperties tenants = new TenantsProperties();

    /**
     * Returns the properties of the tenants. {@code schemas} and {@code pattern} belong to this database only; any other key
     * that is not set has the value for all databases.
     */
    public TenantsProperties getTenants() {
        return tenants;
    }

    public @Nullable String getDataSource() {
        return dataSource;
    }

    public void setDataSource(@Nullable String dataSource) {
        this.dataSource = dataSource;
    }
}
