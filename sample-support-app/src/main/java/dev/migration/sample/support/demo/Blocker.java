// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.demo;

import java.sql.Connection;
import java.sql.SQLException;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;

/** A report that has read a table and has forgotten to end its transaction. */
final class Blocker {

    private final DataSource dataSource;
    private @Nullable Connection session;

    Blocker(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    void begin(String table) throws SQLException {
        var connection = dataSource.getConnection();
        session = connection;
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.execute("SET LOCAL application_name = 'monthly report'");
            statement.execute("SELECT count(*) FROM " + table);
        }
    }

    void end() throws SQLException {
        if (session != null) {
            session.rollback();
            session.setAutoCommit(true);
            session.close();
            session = null;
        }
    }
}
