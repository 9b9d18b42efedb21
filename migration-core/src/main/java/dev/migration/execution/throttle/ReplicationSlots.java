// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.throttle;

import java.util.Optional;

import org.springframework.jdbc.core.JdbcOperations;

/**
 * The replication slot that retains most WAL. A standby that is gone and has a slot keeps its WAL on the disk of the server until it
 * comes back.
 *
 * @param most the number of bytes that a slot may retain
 */
record ReplicationSlots(long most) {

    private static final String LARGEST = """
            SELECT slot_name, active, retained FROM (
              SELECT slot_name, active,
                pg_catalog.pg_wal_lsn_diff(pg_catalog.pg_current_wal_lsn(), restart_lsn)::bigint AS retained
              FROM pg_catalog.pg_replication_slots WHERE restart_lsn IS NOT NULL) AS slots
            WHERE retained OPERATOR(pg_catalog.>) ?
            ORDER BY retained DESC LIMIT 1""";

    Optional<String> reason(JdbcOperations jdbc) {
        return jdbc
                .query(
                        LARGEST,
                        (row, number) -> "replication slot " + row.getString("slot_name") + " retains "
                                + Sizes.text(row.getLong("retained")) + " of WAL (limit " + Sizes.text(most) + ")"
                                + (row.getBoolean("active") ? "" : ", and nobody reads it"),
                        most)
                .stream()
                .findFirst();
    }
}
