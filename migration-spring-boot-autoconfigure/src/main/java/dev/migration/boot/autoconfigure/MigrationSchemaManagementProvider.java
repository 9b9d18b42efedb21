// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.autoconfigure;

import java.util.function.Predicate;

import javax.sql.DataSource;

import org.springframework.boot.jdbc.SchemaManagement;
import org.springframework.boot.jdbc.SchemaManagementProvider;

/** Reports a migrated database as managed, so that Spring Boot does not let Hibernate create tables in it by default. */
class MigrationSchemaManagementProvider implements SchemaManagementProvider {

    private final Predicate<DataSource> migrated;

    /** @param migrated whether the database of a DataSource is migrated */
    MigrationSchemaManagementProvider(Predicate<DataSource> migrated) {
        this.migrated = migrated;
    }

    @Override
    public SchemaManagement getSchemaManagement(DataSource dataSource) {
        return migrated.test(dataSource) ? SchemaManagement.MANAGED : SchemaManagement.UNMANAGED;
    }
}
