// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.database;

import dev.migration.boot.status.DatabaseBean;
import dev.migration.tenant.TenantSource;
import dev.migration.tenant.run.TenantMigrator;

/**
 * Decides which databases have tenants. A database has tenants if its properties list them, if a {@link TenantSource} is for
 * this database only, or if the application defines its {@link TenantMigrator}.
 */
record DatabaseKinds(DatabaseNames names, DatabaseBeans members) {

    boolean hasTenants(String database) {
        return names.hasTenants(database)
                || members.hasOwn(database, TenantSource.class)
                || members.beans().containsBean(DatabaseBean.TENANT_MIGRATOR.of(database));
    }

    /** @throws MisplacedTenantsException if a property or a bean defines tenants without naming their database */
    void requireThatTenantsHaveADatabase() {
        if (names.hasTenantsWithoutDatabase()) {
            throw MisplacedTenantsException.settings(names.list());
        }
        members.namesOfShared(TenantSource.class).stream().findFirst().ifPresent(bean -> {
            throw MisplacedTenantsException.source(bean, names.list());
        });
    }

    /** Returns the name of the bean that migrates a database when the application starts. */
    String initializer(String database) {
        return hasTenants(database)
                ? DatabaseBean.TENANT_INITIALIZER.of(database)
                : DatabaseBean.INITIALIZER.of(database);
    }

    /** Returns the name of the migrator of a database. */
    String migrator(String database) {
        return hasTenants(database) ? DatabaseBean.TENANT_MIGRATOR.of(database) : DatabaseBean.MIGRATOR.of(database);
    }
}
