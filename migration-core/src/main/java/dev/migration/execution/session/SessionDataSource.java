// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.session;

import java.sql.Connection;
import java.sql.SQLException;

import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Provides the connection of the session to Spring. Reports a lost connection as lost, so that another session continues. */
final class SessionDataSource extends SingleConnectionDataSource {

    private static final String CONNECTION_DOES_NOT_EXIST = "08003";

    private final Connection connection;

    SessionDataSource(Connection connection) {
        super(connection, true);
        this.connection = connection;
    }

    @Override
    public Connection getConnection() throws SQLException {
        if (connection.isClosed()) {
            throw new SQLException("The connection to the server was lost", CONNECTION_DOES_NOT_EXIST);
        }
        return super.getConnection();
    }
}
