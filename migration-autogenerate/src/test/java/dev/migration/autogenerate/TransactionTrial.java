// SPDX-License-Identifier: Apache-2.0
package dev.migration.autogenerate;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.List;

import dev.migration.autogenerate.proof.Trial;
import dev.migration.schema.SchemaGraph;
import dev.migration.schema.catalog.SnapshotReader;

/** A state within a transaction that is rolled back: quick, as one session plans its queries once. */
record TransactionTrial(Connection connection) implements Trial {

    TransactionTrial state(List<String> statements) throws SQLException {
        connection.rollback();
        for (String sql : statements) {
            execute(sql);
        }
        return this;
    }

    @Override
    public SchemaGraph read() throws SQLException {
        return SnapshotReader.readGraphInTransaction(connection, "none");
    }

    /** CONCURRENTLY needs a session without a transaction; the commands' own tests run it. */
    @Override
    public void execute(String sql) throws SQLException {
        Savepoint savepoint = connection.setSavepoint();
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql.replace(" CONCURRENTLY ", " "));
            connection.releaseSavepoint(savepoint);
        } catch (SQLException failure) {
            connection.rollback(savepoint);
            throw failure;
        }
    }
}
