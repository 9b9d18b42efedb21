// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.connection;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

import org.postgresql.PGConnection;

/**
 * The server process of a connection. It may become known only after the connection is in use.
 *
 * @param pid its process id
 * @param isShared whether a pooler gives another server process to each transaction
 * @param life the answer to {@code lifeQuery} on the connection, or an empty text before it was asked
 * @param lifeQuery identifies the server and its uptime
 */
public record Backend(
        Connection connection, IntSupplier pid, BooleanSupplier isShared, Supplier<String> life, String lifeQuery) {

    /** Whether a pooler has told the driver another process id than that of the server process. */
    boolean isBehindAPooler() {
        try {
            return connection.unwrap(PGConnection.class).getBackendPID() != pid.getAsInt();
        } catch (SQLException closed) {
            // Then the watch has nothing to protect.
            return false;
        }
    }
}
