// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.health.check;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

import dev.migration.Migrator;
import dev.migration.schema.ObjectFilter;
import dev.migration.schema.Ownership;
import dev.migration.schema.SchemaSnapshot;
import dev.migration.schema.fingerprint.OwnedObjects;

/**
 * What is wrong with the schema of a database, whatever created it. State tables, extensions and tables of libraries are left out.
 *
 * @param migrator of the database
 * @param filter the objects that are checked
 */
public record SchemaHealth(Migrator migrator, ObjectFilter filter) {

    private static final String LIBRARY = "io.github.mfvanek.pg.core.checks.common.Diagnostic";

    /** Whether the library with the checks is on the class path; {@link #findings()} needs it. */
    public static boolean hasLibrary() {
        try {
            Class.forName(LIBRARY, false, SchemaHealth.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException missing) {
            return false;
        }
    }

    /** What is wrong, in the order of the checks; reads the catalogs on a connection of its own. */
    public List<HealthFinding> findings() throws SQLException {
        try (Connection connection = migrator.dataSource().getConnection()) {
            connection.setAutoCommit(true);
            SchemaSnapshot whole = new OwnedObjects(migrator.settings().tables())
                    .read(connection)
                    .only(filter);
            return new CatalogChecks(connection, Ownership.withoutLibraries(whole, whole.only(object -> false)))
                    .findings();
        }
    }
}
