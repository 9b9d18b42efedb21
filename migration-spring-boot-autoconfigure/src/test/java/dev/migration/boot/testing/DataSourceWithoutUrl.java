// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.testing;

import java.sql.Connection;
import java.sql.SQLException;

import org.springframework.jdbc.datasource.AbstractDataSource;

import dev.migration.test.postgres.PostgresDatabase;

/** A DataSource that connects to the database of a test, and hides its URL. */
public class DataSourceWithoutUrl extends AbstractDataSource {

    private final PostgresDatabase database;

    public DataSourceWithoutUrl(PostgresDatabase database) {
        this.database = database;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return database.dataSource().getConnection();
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        return database.dataSource().getConnection(username, password);
    }
}
