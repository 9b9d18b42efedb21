package dev.migration.execution.session;

import dev.migration.sql.Quoting;

/**
 * Lets scripts see a tenant's schema first, and behind it what the connection shows anyway: extensions and shared tables are
 * there.
 */
final class TenantSearchPath {

    private TenantSearchPath() {}

    static String forSession(String tenant) {
        return statement(tenant, "false");
    }

    /** The same until the transaction ends: behind a pooler the session is somebody else's then. */
    static String forTransaction(String tenant) {
        return statement(tenant, "true");
    }

    private static String statement(String tenant, String local) {
        return "SELECT set_config('search_path', concat_ws(', ', " + Quoting.literal(Quoting.identifier(tenant))
                + ", nullif(current_setting('search_path'), '')), " + local + ")";
    }
}
