// SPDX-License-Identifier: Apache-2.0
package dev.migration.rehearsal;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Looks at the database during a rehearsal, on its connection. An observer begins and ends with the transaction as it finds it: what it
 * does must be in a savepoint of its own that it rolls back.
 */
public interface RehearsalObserver {

    /** Sees nothing. */
    RehearsalObserver NONE = new RehearsalObserver() {};

    /** The transaction has begun, and nothing has run. */
    default void begun(Connection connection) throws SQLException {}

    /** A revision has run, as far as the database takes it. */
    default void ran(String revision, Connection connection) throws SQLException {}
}
