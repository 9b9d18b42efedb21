package dev.migration.boot.properties;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.NestedConfigurationProperty;

/** Settings of one of several databases, under {@code migration.databases.NAME}. */
public class NamedDatabaseProperties extends DatabaseProperties {

    /** Name of the DataSource bean that leads to the database. Defaults to the bean that is called like the database. */
    private @Nullable String dataSource;

    /** Its tenants, if the revisions run in a schema for each. */
    @NestedConfigurationProperty
    private final TenantsProperties tenants = new TenantsProperties();

    /** Which schemas there are is the database's own; the rest is what is said about all unless it says otherwise. */
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
