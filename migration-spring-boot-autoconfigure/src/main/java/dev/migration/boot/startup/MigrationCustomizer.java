package dev.migration.boot.startup;

import dev.migration.MigratorBuilder;

/**
 * Has the last word on a migrator that the starter makes: beans of this type get its builder, in the order of {@code @Order},
 * after the properties, the Java revisions and the listeners.
 */
@FunctionalInterface
public interface MigrationCustomizer {

    void customize(MigratorBuilder builder);
}
