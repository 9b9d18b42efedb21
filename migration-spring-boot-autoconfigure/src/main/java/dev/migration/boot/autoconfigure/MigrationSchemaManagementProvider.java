package dev.migration.boot.autoconfigure;

import java.util.function.Predicate;

import javax.sql.DataSource;

import org.springframework.boot.jdbc.SchemaManagement;
import org.springframework.boot.jdbc.SchemaManagementProvider;

/** Keeps Hibernate from making tables by itself in the database that is migrated. */
class MigrationSchemaManagementProvider implements SchemaManagementProvider {

    private final Predicate<DataSource> migrated;

    /** @param migrated whether a DataSource leads to a database that is migrated */
    MigrationSchemaManagementProvider(Predicate<DataSource> migrated) {
        this.migrated = migrated;
    }

    @Override
    public SchemaManagement getSchemaManagement(DataSource dataSource) {
        return migrated.test(dataSource) ? SchemaManagement.MANAGED : SchemaManagement.UNMANAGED;
    }
}
