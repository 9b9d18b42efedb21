package dev.migration.boot.autoconfigure;

import javax.sql.DataSource;

import org.springframework.boot.jdbc.SchemaManagement;
import org.springframework.boot.jdbc.SchemaManagementProvider;

/** Keeps Hibernate from making tables by itself in the database that is migrated. */
class MigrationSchemaManagementProvider implements SchemaManagementProvider {

    private final MigrationDataSources dataSources;

    MigrationSchemaManagementProvider(MigrationDataSources dataSources) {
        this.dataSources = dataSources;
    }

    @Override
    public SchemaManagement getSchemaManagement(DataSource dataSource) {
        return dataSources.isMigrated(dataSource) ? SchemaManagement.MANAGED : SchemaManagement.UNMANAGED;
    }
}
