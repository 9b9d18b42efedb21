package dev.migration.execution.step;

import java.sql.Connection;
import java.sql.SQLException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

import dev.migration.plan.Step;
import dev.migration.script.JavaRevision;
import dev.migration.script.MigrationContext;
import dev.migration.script.ReversibleJavaRevision;

/** Calls a Java revision. */
public final class JavaRunner {

    private final Connection connection;

    public JavaRunner(Connection connection) {
        this.connection = GuardedConnection.around(connection);
    }

    public void run(Step step, JavaRevision revision) throws SQLException {
        MigrationContext context = new Context(
                JdbcClient.create(new SingleConnectionDataSource(connection, true)),
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
