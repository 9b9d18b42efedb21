// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.session;

import dev.migration.sql.Quoting;

/**
 * Puts the schema of a tenant first in the search_path. The original search_path follows, because it contains extensions and
 * shared tables.
 */
final class TenantSearchPath {

    private TenantSearchPath() {}

    static String forSession(String tenant) {
        return statement(tenant, "false");
    }

    /** The same until the transaction ends: a pooler then gives the server session to another client. */
    static String forTransaction(String tenant) {
        return statement(tenant, "true");
    }

    private static String statement(String tenant, String local) {
        return "SELECT pg_catalog.set_config('search_path', pg_catalog.concat_ws(', ', "
                + Quoting.literal(Quoting.identifier(tenant))
                + ", CASE WHEN pg_catalog.current_setting('search_path') OPERATOR(pg_catalog.<>) ''"
                + " THEN pg_catalog.current_setting('search_path') END), " + local + ")";
    }
}
