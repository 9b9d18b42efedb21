// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.process;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;

import javax.sql.DataSource;

import dev.migration.execution.failure.DatabaseUnavailableException;

/**
 * The server and the session behind a data source.
 *
 * @param major the major version of the server, such as {@code 18}
 * @param version the full version of the server
 * @param database the name of the database
 * @param user the role of the session
 */
public record ServerVersion(int major, String version, String database, String user) {

    /**
     * Opens a connection and reads the version from it.
     *
     * @throws DatabaseUnavailableException if no connection can be opened
     */
    public static ServerVersion read(DataSource source) {
        try (Connection connection = source.getConnection()) {
            DatabaseMetaData facts = connection.getMetaData();
            return new ServerVersion(
                    facts.getDatabaseMajorVersion(),
                    facts.getDatabaseProductVersion(),
                    connection.getCatalog(),
                    facts.getUserName());
        } catch (SQLException failure) {
            throw new DatabaseUnavailableException(failure);
        }
    }
}
