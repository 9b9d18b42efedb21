// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.refusal;

import dev.migration.error.MigrationException;

/** The database is not PostgreSQL, or its version is too old. Nothing was run. */
public final class UnsupportedDatabaseException extends MigrationException {

    private final String product;

    private UnsupportedDatabaseException(String product, String problem, String remedy) {
        super(problem, remedy);
        this.product = product;
    }

    public static UnsupportedDatabaseException otherProduct(String product) {
        return new UnsupportedDatabaseException(
                product,
                "The DataSource connects to " + product + ", and revisions run only on PostgreSQL.",
                "Set spring.datasource.url or migration.url to PostgreSQL, or set migration.enabled=false. In a test slice"
                        + " that replaces the DataSource by an embedded one, use @AutoConfigureTestDatabase(replace ="
                        + " NONE) or @ServiceConnection.");
    }

    public static UnsupportedDatabaseException tooOld(String version) {
        return new UnsupportedDatabaseException(
                "PostgreSQL " + version,
                "The server is PostgreSQL " + version + "; version 14 or newer is required.",
                "Upgrade the server.");
    }

    /** The product and its version, as the driver reports them. */
    public String product() {
        return product;
    }
}
