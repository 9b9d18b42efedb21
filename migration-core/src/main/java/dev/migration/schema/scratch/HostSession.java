// SPDX-License-Identifier: Apache-2.0
package dev.migration.schema.scratch;

import java.sql.SQLException;

/** A host, and the session that creates databases on it. */
record HostSession(ScratchHost host, ScratchSession session) implements AutoCloseable {

    /** Connects to the original database; if that fails, the host is stopped. */
    static HostSession open(ScratchHost host) throws SQLException {
        try {
            return new HostSession(host, ScratchSession.open(host.original()));
        } catch (SQLException | RuntimeException failure) {
            try (host) {
                throw failure;
            }
        }
    }

    /** Ends the session, and then the host. */
    @Override
    public void close() throws SQLException {
        try (host) {
            session.close();
        }
    }
}
