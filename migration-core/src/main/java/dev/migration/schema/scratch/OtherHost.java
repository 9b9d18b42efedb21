// SPDX-License-Identifier: Apache-2.0
package dev.migration.schema.scratch;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** Finds another server for scratch databases. It is asked once, before the first one is created. */
@FunctionalInterface
public interface OtherHost {

    /**
     * Starts the server, if scratch databases cannot or must not be created on the server of the original database.
     *
     * @param original a session in the original database
     * @return empty if they are created on the server of the original database
     * @throws dev.migration.error.MigrationException if the server does not start or has another major version; nothing of it is left
     */
    Optional<ScratchHost> startFor(Connection original) throws SQLException;
}
