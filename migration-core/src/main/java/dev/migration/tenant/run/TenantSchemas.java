// SPDX-License-Identifier: Apache-2.0
package dev.migration.tenant.run;

import javax.sql.DataSource;

import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcOperations;

import dev.migration.execution.failure.DatabaseFailureException;
import dev.migration.execution.report.ServerErrors;
import dev.migration.execution.session.MigrationSession;
import dev.migration.sql.Quoting;
import dev.migration.tenant.MissingTenantException;

/** Checks that the schema of a tenant exists, or creates it. */
final class TenantSchemas {

    private static final String DUPLICATE_SCHEMA = "42P06";
    private static final String UNIQUE_VIOLATION = "23505";

    private final boolean creates;

    /** @param creates whether a missing schema is created */
    public TenantSchemas(boolean creates) {
        this.creates = creates;
    }

    /** @throws MissingTenantException if the schema does not exist and is not or cannot be created */
    public void require(String tenant, DataSource dataSource) {
        try (MigrationSession session = MigrationSession.open(dataSource)) {
            if (!exists(tenant, session.jdbc())) {
                if (!creates) {
                    throw new MissingTenantException(tenant);
                }
                create(tenant, session.jdbc());
            }
        } catch (DataAccessException failure) {
            throw new DatabaseFailureException(failure);
        }
    }

    private static boolean exists(String tenant, JdbcOperations jdbc) {
        return Boolean.TRUE.equals(jdbc.queryForObject(
                "SELECT EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname::pg_catalog.text OPERATOR(pg_catalog.=) ?)",
                Boolean.class,
                tenant));
    }

    private static void create(String tenant, JdbcOperations jdbc) {
        try {
            jdbc.execute("CREATE SCHEMA IF NOT EXISTS " + Quoting.identifier(tenant));
        } catch (DataAccessException failure) {
            String state = ServerErrors.in(failure).map(ServerErrors::stateOf).orElse("");
            // If two sessions create it at the same time, one of them gets such an error.
            if (!state.equals(DUPLICATE_SCHEMA) && !state.equals(UNIQUE_VIOLATION)) {
                throw new MissingTenantException(tenant, failure);
            }
        }
    }
}
