package dev.migration.boot.startup;

import dev.migration.Migrator;

/**
 * Replaces what happens to the database when the application starts, whatever {@code migration.on-startup} says. A bean of this type,
 * of which there is one at most; every bean that needs the database waits until it has returned, and the application does not start
 * when it throws. A JVM that is told to end meanwhile stops the migrator.
 */
@FunctionalInterface
public interface MigrationStrategy {

    void migrate(Migrator migrator);
}
