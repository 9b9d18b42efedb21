// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.connection;

import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.postgresql.jdbc.PgConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.migration.execution.report.RetryClass;
import dev.migration.execution.report.ServerErrors;

/**
 * Asks on a second connection whether a server process exists. A connection of the driver is kept for the next query; one of a pool
 * is returned at once, because a revision may need it.
 */
final class BackendQuery implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(BackendQuery.class);

    private static final String CONNECTION_EXCEPTION = "08";

    /** The message of the JDK if nothing answers at the port, as opposed to a read without an answer. */
    private static final String CONNECT = "Connect timed out";

    /** A process in a COPY is active; it waits for its client, or for the network to its client, if it makes no progress. */
    private static final String PROCESS = """
            SELECT (%s), pg_catalog.pg_is_in_recovery(), a.backend_start::pg_catalog.text,
                CASE WHEN pg_catalog.starts_with(a.state, 'idle') THEN a.state_change::pg_catalog.text
                    WHEN a.wait_event OPERATOR(pg_catalog.=) ANY (ARRAY['ClientRead', 'ClientWrite']) THEN (
                        SELECT pg_catalog.concat(a.query_start, ' COPY ', c.bytes_processed)
                        FROM pg_catalog.pg_stat_progress_copy c WHERE c.pid OPERATOR(pg_catalog.=) a.pid) END
            FROM (SELECT 1) one LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid OPERATOR(pg_catalog.=) %d""";

    private final DataSource source;
    private final Backend backend;
    private final Duration longest;
    private @Nullable SecondConnection kept;
    private String started = "";

    /** @param longest how long an answer may take */
    BackendQuery(DataSource source, Backend backend, Duration longest) {
        this.source = source;
        this.backend = backend;
        this.longest = longest;
    }

    Look look() {
        try {
            SecondConnection second =
                    kept == null ? SecondConnection.open(source, backend.connection(), longest) : kept;
            kept = second;
            Look look = ask(second.connection());
            if (!(second.connection() instanceof PgConnection)) {
                close();
            }
            return look;
        } catch (SQLException failure) {
            log.debug("The server does not tell about the connection: {}", ServerErrors.describe(failure));
            breakOff();
            boolean network = RetryClass.isUnavailable(failure)
                    && ServerErrors.stateOf(failure).startsWith(CONNECTION_EXCEPTION);
            return network && !isDelayedByPooler(failure)
                    ? new Look.Unreachable(timeout(failure).isPresent())
                    : new Look.Reachable("");
        }
    }

    /** A pooler without a free session of the server accepts a client at once, and answers it late. */
    private boolean isDelayedByPooler(SQLException failure) {
        boolean pooler = backend.isShared().getAsBoolean() || backend.isBehindAPooler();
        return pooler
                && timeout(failure)
                        .filter(silence -> !CONNECT.equals(silence.getMessage()))
                        .isPresent();
    }

    private Look ask(Connection second) throws SQLException {
        String query = PROCESS.formatted(
                backend.lifeQuery(),
                backend.isShared().getAsBoolean() ? 0 : backend.pid().getAsInt());
        try (Statement statement = second.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return look(second, row);
        }
    }

    private Look look(Connection second, ResultSet row) throws SQLException {
        String start = Optional.ofNullable(row.getString(3)).orElse("");
        boolean sameAddress = address(second).equals(address(backend.connection()));
        if (backend.isShared().getAsBoolean()) {
            return new Look.Reachable("");
        }
        if (!start.isEmpty() && sameAddress && (started.isEmpty() || started.equals(start))) {
            started = start;
            return new Look.Reachable(Optional.ofNullable(row.getString(4)).orElse(""));
        }
        if (started.isEmpty()) {
            boolean sameLife = backend.life().get().equals(row.getString(1));
            return sameAddress && sameLife ? new Look.Gone() : new Look.Reachable("");
        }
        // A standby answers while its primary cannot be reached; a new primary replaces the server of the connection.
        return row.getBoolean(2) ? new Look.Elsewhere() : new Look.Gone();
    }

    private static String address(Connection connection) throws SQLException {
        return connection
                .unwrap(PgConnection.class)
                .getQueryExecutor()
                .getHostSpec()
                .toString();
    }

    private static Optional<SocketTimeoutException> timeout(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SocketTimeoutException silence) {
                return Optional.of(silence);
            }
        }
        return Optional.empty();
    }

    private void breakOff() {
        SecondConnection broken = kept;
        if (broken != null) {
            try {
                broken.connection().abort(Runnable::run);
            } catch (SQLException failure) {
                log.debug("The second connection could not be aborted: {}", ServerErrors.describe(failure));
            }
            close();
        }
    }

    @Override
    public void close() {
        SecondConnection second = kept;
        kept = null;
        if (second != null) {
            try {
                second.close();
            } catch (SQLException failure) {
                log.debug("The second connection could not be closed: {}", ServerErrors.describe(failure));
            }
        }
    }
}
