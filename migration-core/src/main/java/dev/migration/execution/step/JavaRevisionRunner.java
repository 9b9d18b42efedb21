// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.step;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
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
    private final Optional<String> rows;
    private OptionalInt readRows = OptionalInt.empty();

    public JavaRevisionRunner(Connection connection) {
        this(connection, Optional.empty());
    }

    /** @param rows the query for the rows of a batch */
    JavaRevisionRunner(Connection connection, Optional<String> rows) {
        this.guard = GuardedConnection.around(connection);
        this.rows = rows;
    }

    /** How many rows of its batch the revision has got at once; empty if it has not asked for them. */
    OptionalInt readRows() {
        return readRows;
    }

    /** Whether the revision used its connection; if not, what it did is not part of the transaction. */
    boolean usedTheConnection() {
        return guard.isUsed();
    }

    /** Whether a failure of the revision comes from its connection; it may use others. */
    boolean hasThrown(Throwable failure) {
        return guard.hasThrown(failure);
    }

    public void run(Step step, JavaRevision revision) throws SQLException {
        Connection connection = guard.connection();
        JdbcTemplate jdbc = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
        // In a transaction the driver then reads a result in parts, and not as a whole into memory.
        jdbc.setFetchSize(FETCH_SIZE);
        MigrationContext context = new Context(
                jdbc,
                connection,
                LoggerFactory.getLogger(
                        "dev.migration.revision." + step.revision().id()));
        if (step.direction() == Step.Direction.UP) {
            revision.upgrade(context);
        } else {
            ((ReversibleJavaRevision) revision).downgrade(context);
        }
    }

    private final class Context implements MigrationContext {

        private final JdbcTemplate template;
        private final JdbcClient jdbc;
        private final Connection connection;
        private final Logger log;

        Context(JdbcTemplate template, Connection connection, Logger log) {
            this.template = template;
            this.jdbc = JdbcClient.create(template);
            this.connection = connection;
            this.log = log;
        }

        @Override
        public JdbcClient jdbc() {
            return jdbc;
        }

        @Override
        public Connection connection() {
            return connection;
        }

        @Override
        public Logger log() {
            return log;
        }

        @Override
        public <T extends @Nullable Object> List<T> batch(RowMapper<T> mapper) {
            String query = rows.orElseThrow(() -> new IllegalStateException(
                    "There is no batch: the @RevisionHeader has none, or the revision is being reverted."));
            List<T> read = template.query(query, mapper);
            readRows = OptionalInt.of(Math.max(readRows.orElse(0), read.size()));
            return read;
        }
    }
}
