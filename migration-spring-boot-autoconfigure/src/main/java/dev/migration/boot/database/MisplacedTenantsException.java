// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.database;

import java.util.List;

import dev.migration.error.MigrationException;

/** Reports tenants whose database is not named, although there are several databases. No revision was run. */
public final class MisplacedTenantsException extends MigrationException {

    private static final long serialVersionUID = 1L;

    private MisplacedTenantsException(String problem, String remedy) {
        super(problem, remedy);
    }

    static MisplacedTenantsException settings(List<String> databases) {
        return new MisplacedTenantsException(
                "migration.tenants.schemas or .pattern does not name the database of the tenants, and there are several"
                        + " databases: " + String.join(", ", databases) + ".",
                "Set migration.databases.NAME.tenants.schemas (or .pattern) instead, where NAME is the database that has the"
                        + " schemas: one of those above or another.");
    }

    static MisplacedTenantsException source(String bean, List<String> databases) {
        return new MisplacedTenantsException(
                "The TenantSource '" + bean + "' does not name the database of its tenants, and there are several"
                        + " databases: " + String.join(", ", databases) + ".",
                "Add @Qualifier(\"NAME\") to the bean, where NAME is the database that has the schemas.");
    }

    /** Reports a migrator that the application defines next to tenants whose database has no name. */
    public static MisplacedTenantsException migrator(String bean) {
        return new MisplacedTenantsException(
                "The application has tenants (migration.tenants, or a TenantSource) and defines a Migrator '" + bean
                        + "': one of the two would not run.",
                "Name both databases: set migration.databases.shared.on-startup=upgrade and call the bean sharedMigrator; set"
                        + " migration.databases.NAME.tenants.schemas (or .pattern, or add @Qualifier(\"NAME\") to the"
                        + " TenantSource). Or remove the Migrator.");
    }
}
