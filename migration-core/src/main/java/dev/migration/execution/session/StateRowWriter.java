// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.session;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.UncategorizedSQLException;

import dev.migration.execution.report.ServerErrors;
import dev.migration.execution.report.StateChangedException;
import dev.migration.version.table.ServerEncoding;
import dev.migration.version.table.StateStatement;
import dev.migration.version.table.StateTableCheck;
import dev.migration.version.table.StateWriteFailure;

/**
 * Writes rows of the state tables: in one message if their values are small, otherwise one by one with parameters.
 *
 * @param role the statements that set the original user and role of the session until the transaction ends
 */
record StateRowWriter(MigrationSession session, List<String> role) {

    private static final Logger log = LoggerFactory.getLogger(StateRowWriter.class);

    private static final String DIVISION_BY_ZERO = "22012";

    /** For one transaction: a row that may be missing is worth neither a wait for another session nor one for the disk. */
    private static final List<String> OPTIONAL = List.of(
            "SELECT pg_catalog.set_config('lock_timeout', '100ms', true)",
            "SELECT pg_catalog.set_config('synchronous_commit', 'off', true)");

    /** First locks and checks the tables, so that no trigger, rule or policy changes what is written. */
    void write(StateTableCheck check, List<StateStatement> rows) {
        write(check, List.of(), rows);
    }

    void writeOptional(StateTableCheck check, StateStatement row) {
        write(check, OPTIONAL, List.of(row));
    }

    private void write(StateTableCheck check, List<String> settings, List<StateStatement> rows) {
        List<StateStatement> statements = fitting(rows);
        List<String> before = Stream.of(role, settings, List.of(check.lock(), check.guard()))
                .flatMap(List::stream)
                .toList();
        List<String> texts = statements.stream()
                .flatMap(statement -> statement.inline().stream())
                .toList();
        try {
            if (texts.size() == statements.size()) {
                // Outside a transaction, one message is one transaction (PostgreSQL manual, 54.2.2.1).
                session.send(Stream.concat(before.stream(), texts.stream()).toList());
            } else {
                writeWithParameters(before, statements);
            }
        } catch (DataAccessException failure) {
            throw translated(failure);
        }
    }

    void writeInTransaction(StateStatement statement) {
        try {
            send(statement);
        } catch (SQLException failure) {
            throw translated(new UncategorizedSQLException("state", null, failure));
        } finally {
            statement.release();
        }
    }

    private void send(StateStatement statement) throws SQLException {
        IdleLimit.whileSending(session, statement.size(), () -> statement.execute(session.connection()));
    }

    private static RuntimeException translated(DataAccessException failure) {
        return StateWriteFailure.unsafe(failure)
                .<RuntimeException>map(unsafe -> unsafe)
                .orElse(failure);
    }

    /**
     * Takes the migration lock in the same transaction: if another session holds it, a statement divides by zero and the
     * server stops there.
     *
     * @param statements with small values
     * @throws StateChangedException for this revision, if another session holds the lock
     */
    void writeLocked(List<StateStatement> statements, String lockKey, String revision) {
        try {
            session.send(Stream.of(
                            role.stream(),
                            Stream.of("SELECT 1 OPERATOR(pg_catalog./) pg_catalog.pg_try_advisory_xact_lock(" + lockKey
                                    + ")::int"),
                            statements.stream()
                                    .map(statement -> statement.inline().orElseThrow()))
                    .flatMap(texts -> texts)
                    .toList());
        } catch (UncategorizedSQLException failure) {
            if (DIVISION_BY_ZERO.equals(
                    ServerErrors.in(failure).map(ServerErrors::stateOf).orElse(""))) {
                throw new StateChangedException(revision, "another session took the migration lock");
            }
            throw translated(failure);
        }
    }

    private ServerEncoding encoding() {
        try {
            return SimpleProtocol.encoding(session.connection());
        } catch (SQLException failure) {
            throw new UncategorizedSQLException("encoding", null, failure);
        }
    }

    private List<StateStatement> fitting(List<StateStatement> rows) {
        ServerEncoding encoding = encoding();
        Set<String> replaced = new TreeSet<>();
        List<StateStatement> fitting =
                rows.stream().map(row -> row.in(encoding, replaced)).toList();
        if (!replaced.isEmpty()) {
            log.warn(encoding.warning(replaced));
        }
        return fitting;
    }

    private void writeWithParameters(List<String> before, List<StateStatement> statements) {
        try {
            executeAll(before, statements);
        } catch (SQLException failure) {
            throw new UncategorizedSQLException("state", null, failure);
        }
    }

    private void executeAll(List<String> before, List<StateStatement> statements) throws SQLException {
        Connection connection = session.connection();
        boolean ownTransaction = connection.getAutoCommit();
        connection.setAutoCommit(false);
        try {
            before.forEach(session.jdbc()::execute);
            for (StateStatement statement : statements) {
                send(statement);
            }
            if (ownTransaction) {
                connection.commit();
            }
        } finally {
            statements.forEach(StateStatement::release);
            if (ownTransaction) {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }
}
