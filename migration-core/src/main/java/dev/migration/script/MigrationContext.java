// SPDX-License-Identifier: Apache-2.0
package dev.migration.script;

import java.sql.Connection;

import org.slf4j.Logger;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The resources of a Java revision. Valid only during the call of its method. */
public interface MigrationContext {

    /** A client on the transaction of the revision. */
    JdbcClient jdbc();

    /** The connection of the migration. It refuses {@code commit}, {@code rollback} and {@code close}. */
    Connection connection();

    /** A logger named after the revision. */
    Logger log();
}
