package dev.migration.boot.database;

import dev.migration.boot.status.DatabaseName;
import dev.migration.tenant.TenantSource;
import dev.migration.tenant.run.TenantMigrator;

/** Which of several databases have tenants: a setting says so, a {@link TenantSource} or a {@link TenantMigrator} of their own. */
record DatabaseKinds(DatabaseNames names, DatabaseBeans members) {

    boolean hasTenants(String database) {
        return names.haveTenants(database)
                || members.hasOwn(database, TenantSource.class)
                || members.beans().containsBean(DatabaseName.toTenantMigrator(database));
    }

    /** @throws MisplacedTenantsException if tenants are spoken of that are no database's */
    void requireThatTenantsHaveADatabase() {
        if (names.haveTenantsOfNone()) {
            throw MisplacedTenantsException.settings(names.list());
        }
        members.namesOfShared(TenantSource.class).stream().findFirst().ifPresent(bean -> {
            throw MisplacedTenantsException.source(bean, names.list());
        });
    }

    /** The bean that the start of a database ends with. */
    String initializer(String database) {
        return hasTenants(database) ? DatabaseName.toTenantInitializer(database) : DatabaseName.toInitializer(database);
    }

    /** The bean that migrates a database. */
    String migrator(String database) {
        return hasTenants(database) ? DatabaseName.toTenantMigrator(database) : DatabaseName.toMigrator(database);
    }
}
