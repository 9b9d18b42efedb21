// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.datasource;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** What a pool does with a new connection before the application gets it. */
sealed interface ConnectionStep {

    void apply(Connection connection) throws SQLException;

    /** Runs a statement. */
    record Init(String sql) implements ConnectionStep {

        @Override
        public void apply(Connection connection) throws SQLException {
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }
    }

    /** Sets the schema. */
    record Schema(String name) implements ConnectionStep {

        @Override
        public void apply(Connection connection) throws SQLException {
            connection.setSchema(name);
        }
    }

    /** Sets the catalog. */
    record Catalog(String name) implements ConnectionStep {

        @Override
        public void apply(Connection connection) throws SQLException {
            connection.setCatalog(name);
        }
    }

    /**
     * Sets the isolation of transactions.
     *
     * @param level a constant of {@link Connection}
     */
    record Isolation(int level) implements ConnectionStep {

        @Override
        public void apply(Connection connection) throws SQLException {
            connection.setTransactionIsolation(level);
        }
    }

    /** Makes the connection read-only. */
    record ReadOnly() implements ConnectionStep {

        @Override
        public void apply(Connection connection) throws SQLException {
            connection.setReadOnly(true);
        }
    }
}
