// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.step;

import java.sql.Connection;
import java.sql.SQLException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

import dev.migration.plan.Step;
import dev.migration.script.JavaRevision;
import dev.migration.script.MigrationContext;
import dev.migration.script.ReversibleJavaRevision;

/** Calls the code of a Java revision. */
public final class JavaRevisionRunner {

    private static final int FETCH_SIZE = 1_000;

    private final GuardedConnection guard;

    public JavaRevisionRunner(Connection connection) {
        this.guard = GuardedConnection.around(connection);
    }

    /** Whether the revision used its connection; if not, what it did is not part of the transaction. */
    boolean usedTheConnection() {
        return guard.isUsed();
    }

    public void run(Step step, JavaRevision revision) throws SQLException {
        Connection connection = guard.connection();
        JdbcTemplate jdbc = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
        // In a transaction the driver then reads a result in parts, and not as a whole into memory.
        jdbc.setFetchSize(FETCH_SIZE);
        MigrationContext context = new Context(
                JdbcClient.create(jdbc),
                connection,
                LoggerFactory.getLogger(
                        "dev.migration.revision." + step.revision().id()));
        if (step.direction() == Step.Direction.UP) {
            revision.upgrade(context);
        } else {
            ((ReversibleJavaRevision) revision).downgrade(context);
        }
    }

    private record Context(JdbcClient jdbc, Connection connection, Logger log) implements MigrationContext {}
}
