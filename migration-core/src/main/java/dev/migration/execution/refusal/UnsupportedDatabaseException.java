package dev.migration.execution.refusal;

import dev.migration.error.MigrationException;

/** The database is not PostgreSQL, or too old. Nothing was run. */
public final class UnsupportedDatabaseException extends MigrationException {

    private final String product;

    private UnsupportedDatabaseException(String product, String problem, String remedy) {
        super(problem, remedy);
        this.product = product;
    }

    public static UnsupportedDatabaseException otherProduct(String product) {
        return new UnsupportedDatabaseException(
                product,
                "The DataSource leads to " + product + ", and revisions run on PostgreSQL only.",
                "Point spring.datasource.url or migration.url to PostgreSQL, or set migration.enabled=false. In a test slice"
                        + " that replaces the DataSource by an embedded one, use @AutoConfigureTestDatabase(replace ="
                        + " NONE) or @ServiceConnection.");
    }

    public static UnsupportedDatabaseException tooOld(String version) {
        return new UnsupportedDatabaseException(
                "PostgreSQL " + version,
                "The server is PostgreSQL " + version + "; revisions need 14 or newer.",
                "Upgrade the server.");
    }

    /** The product and its version as the driver names it. */
    public String product() {
        return product;
    }
}
