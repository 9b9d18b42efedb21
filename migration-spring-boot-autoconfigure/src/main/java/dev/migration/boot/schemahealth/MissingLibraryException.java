// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.schemahealth;

import dev.migration.error.MigrationException;

/** The checks of the schema are switched on, and a library that they need is not on the class path. */
public final class MissingLibraryException extends MigrationException {

    /** @param library its coordinates */
    public MissingLibraryException(String library) {
        super(
                "migration.schema-health.enabled=true checks the schema with " + library
                        + ", which is not on the class path.",
                "Add this dependency, or remove the property.");
    }
}
