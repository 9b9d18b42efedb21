// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.database;

import java.util.List;

import dev.migration.error.MigrationException;

/**
 * Reports databases in the properties that were not known when the bean definitions were generated ahead of time. No
 * revision was run.
 */
final class UnknownDatabaseException extends MigrationException {

    /** @param names the names, each with its origin */
    UnknownDatabaseException(List<String> names) {
        super(
                "The build of the application (process-aot) did not know these databases, or that they have tenants: "
                        + String.join(", ", names) + ".",
                "Run process-aot with the same names below migration.databases (and tenants, if they have any) and build"
                        + " again; addresses may differ. Or start without -Dspring.aot.enabled=true.");
    }
}
