package dev.migration.execution.session;

import java.sql.Connection;
import java.sql.SQLException;

import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Leads Spring to the session's connection; says of one that was lost that it was, so that another session goes on. */
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
            throw new SQLException("The connection to the server was lost before", CONNECTION_DOES_NOT_EXIST);
        }
        return super.getConnection();
    }
}
