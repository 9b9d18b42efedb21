// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.reader;

import java.util.Optional;

import org.springframework.jdbc.core.JdbcOperations;

import dev.migration.plan.SavedPlan;
import dev.migration.version.StateTables;

/** Reads which database a session is connected to. */
final class DatabaseIdentity {

    private static final String DATABASE = """
            SELECT oid, datname, pg_catalog.has_function_privilege('pg_catalog.pg_control_system()', 'EXECUTE')
            FROM pg_catalog.pg_database WHERE datname OPERATOR(pg_catalog.=) pg_catalog.current_database()""";

    private static final String CLUSTER = "SELECT system_identifier FROM pg_catalog.pg_control_system()";

    private final JdbcOperations jdbc;

    DatabaseIdentity(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    SavedPlan.Database read(Optional<StateTables> tables) {
        return jdbc.query(
                        DATABASE,
                        (row, number) -> new SavedPlan.Database(
                                row.getBoolean(3) ? cluster() : Optional.empty(),
                                row.getLong(1),
                                row.getString(2),
                                tables.flatMap(StateTables::schema)))
                .get(0);
    }

    private Optional<String> cluster() {
        return Optional.ofNullable(jdbc.queryForObject(CLUSTER, String.class));
    }
}
