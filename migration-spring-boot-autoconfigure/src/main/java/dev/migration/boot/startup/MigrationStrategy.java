// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.startup;

import dev.migration.Migrator;

/**
 * Migrates a database when the application starts. A bean of this type replaces the behaviour of
 * {@code migration.on-startup}; there may be at most one for each database. If the JVM is terminated during the call, the
 * migrator is stopped.
 */
@FunctionalInterface
public interface MigrationStrategy {

    /**
     * Migrates the database. Beans that need the database are created after this method has returned. The application does
     * not start if it throws an exception.
     */
    void migrate(Migrator migrator);
}
