package dev.migration.boot.database;

import java.util.List;

import dev.migration.error.MigrationException;

/** The settings name databases that the application knew nothing of when its beans were made ahead of time. Nothing was run. */
public final class UnknownDatabaseException extends MigrationException {

    UnknownDatabaseException(List<String> names) {
        super(
                "The application was built without knowing of the databases " + String.join(", ", names)
                        + ", or of their tenants.",
                "Give the build (process-aot) settings with the same names below migration.databases (and tenants, if they have any) and build"
                        + " again; addresses may be others. Or start without -Dspring.aot.enabled=true.");
    }
}
