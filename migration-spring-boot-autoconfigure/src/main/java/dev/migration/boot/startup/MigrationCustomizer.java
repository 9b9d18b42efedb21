// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.startup;

import dev.migration.MigratorBuilder;

/**
 * Customizes a migrator that the auto-configuration builds. Beans of this type receive the builder after the properties,
 * the Java revisions and the listeners are set, in the order of {@code @Order}.
 */
@FunctionalInterface
public interface MigrationCustomizer {

    /** Changes the builder; a value that is set here overrides the properties. */
    void customize(MigratorBuilder builder);
}
