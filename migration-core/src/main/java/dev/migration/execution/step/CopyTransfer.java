// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.step;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Optional;

import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyOut;
import org.postgresql.core.BaseConnection;

import dev.migration.sql.StatementReader;

/** Transfers the data of a COPY. */
@FunctionalInterface
interface CopyTransfer {

    /** The driver sends each part as a message of its own. */
    int MESSAGE = 64 * 1024;

    void run() throws SQLException;

    /** Sends the next lines of the script. */
    static void in(BaseConnection server, String statement, StatementReader data) throws SQLException {
        CopyIn copy = server.getCopyAPI().copyIn(statement);
        try {
            ByteArrayOutputStream message = new ByteArrayOutputStream();
            for (Optional<String> line = data.copyLine(); line.isPresent(); line = data.copyLine()) {
                message.writeBytes(line.get().getBytes(StandardCharsets.UTF_8));
                if (message.size() >= MESSAGE) {
                    send(copy, message);
                }
            }
            send(copy, message);
            copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private static void send(CopyIn copy, ByteArrayOutputStream message) throws SQLException {
        copy.writeToCopy(message.toByteArray(), 0, message.size());
        message.reset();
    }

    /** Reads the data of the server and discards them. */
    static void out(BaseConnection server, String statement) throws SQLException {
        CopyOut copy = server.getCopyAPI().copyOut(statement);
        byte[] row;
        do {
            row = copy.readFromCopy();
        } while (row != null);
    }
}
