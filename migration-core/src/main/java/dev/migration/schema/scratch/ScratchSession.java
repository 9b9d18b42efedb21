// SPDX-License-Identifier: Apache-2.0
package dev.migration.schema.scratch;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

import javax.sql.DataSource;

/** The session beside the scratch databases, in autocommit mode. */
record ScratchSession(Connection connection) implements AutoCloseable {

    /** Opens a session that calls no operators and functions that users created. */
    static ScratchSession open(DataSource source) throws SQLException {
        ScratchSession session = new ScratchSession(source.getConnection());
        try {
            session.connection().setAutoCommit(true);
            session.execute("SET search_path = pg_catalog, pg_temp");
            return session;
        } catch (SQLException | RuntimeException failure) {
            try (session) {
                throw failure;
            }
        }
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The values of the first column. */
    List<String> query(String sql) throws SQLException {
        return rows(sql).stream().map(row -> row.get(0)).toList();
    }

    /** The values of all columns, none of which is null. */
    List<List<String>> rows(String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            List<List<String>> found = new ArrayList<>();
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                List<String> row = new ArrayList<>();
                for (int column = 1; column <= columns; column++) {
                    row.add(rows.getString(column));
                }
                found.add(row);
            }
            return found;
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
