// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.session;

import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.UncategorizedSQLException;

import dev.migration.execution.report.RetryClass;

/**
 * The settings of one session: those it had when it was opened and those that a run needs. Resets the session to them between
 * revisions, and restores the original settings at the end.
 */
final class SessionBaseline implements SessionStatements {

    private static final Logger log = LoggerFactory.getLogger(SessionBaseline.class);

    private final MigrationSession session;
    private List<String> settings = List.of();
    private List<String> transactionSettings = List.of(KeepAliveSettings.FOR_ONE_TRANSACTION);
    private @Nullable SessionSettings original;
    // Other threads read these, about a session that is being prepared.
    private volatile String serverLife = "";
    private volatile OptionalInt process = OptionalInt.empty();
    private volatile boolean pooled;
    private boolean used;
    private List<String> lock = List.of();

    SessionBaseline(MigrationSession session) {
        this.session = session;
    }

    /** Reads the original settings, detects a pooler and sets what the run needs. */
    void prepare(ExecutionSettings execution) {
        if (original == null) {
            original = SessionSettings.read(session.jdbc());
            serverLife = session.query(TransactionOutcome.SERVER_LIFE).orElse("");
        }
        process = serverProcess();
        pooled = process.isEmpty();
        List<String> defaults = ServerDefaults.read(session.jdbc(), pooled);
        if (pooled) {
            log.info("A pooler shares server sessions among its clients: each revision takes the lock for itself");
            transactionSettings = Stream.of(
                            List.of(KeepAliveSettings.FOR_ONE_TRANSACTION),
                            defaults,
                            execution.tenant().map(TenantSearchPath::forTransaction).stream()
                                    .toList())
                    .flatMap(List::stream)
                    .toList();
            return;
        }
        settings = Stream.of(
                        defaults,
                        KeepAliveSettings.as(execution.sessionName()),
                        execution.tenant().map(TenantSearchPath::forSession).stream()
                                .toList())
                .flatMap(List::stream)
                .toList();
        session.send(settings);
        checkClientConnection();
    }

    private void checkClientConnection() {
        try {
            session.send(List.of(KeepAliveSettings.CHECK_CLIENT_CONNECTION));
            settings = Stream.concat(settings.stream(), Stream.of(KeepAliveSettings.CHECK_CLIENT_CONNECTION))
                    .toList();
        } catch (DataAccessException unsupported) {
            if (RetryClass.of(unsupported) == RetryClass.SESSION_LOST) {
                throw unsupported;
            }
            // Not every platform supports the check; the run is correct without it.
            log.debug("The server does not check the connections of its clients: {}", unsupported.getMessage());
        }
    }

    private OptionalInt serverProcess() {
        try {
            return new PoolerDetection(session.dataSource(), session.connection()).serverProcess(session.pid());
        } catch (SQLException failure) {
            throw new UncategorizedSQLException("pooler", null, failure);
        }
    }

    /** The settings that the session had when it was opened; known after {@link #prepare}. */
    SessionSettings original() {
        return Objects.requireNonNull(original, "The session is not prepared");
    }

    /** The statements that set the original role until the transaction ends; none before {@link #prepare}, when nothing has set another one. */
    List<String> roleForTransaction() {
        return original == null ? List.of() : original.roleForTransaction();
    }

    /** The process id of the server process; empty if it is not known or sessions are shared. */
    OptionalInt process() {
        return process;
    }

    String serverLife() {
        return serverLife;
    }

    void reset() {
        if (!pooled) {
            session.send(resetStatements());
        }
    }

    /** Every reset releases the other session-level advisory locks from now on. */
    void keep(long lockKey) {
        lock = List.of(SessionReset.releaseOtherLocks("'" + lockKey + "'"));
    }

    /** Restores the original settings. In two messages: a setting that cannot be restored must not prevent the reset. */
    void restore() {
        if (original != null && !pooled) {
            session.send(SessionReset.releaseAll());
            session.send(original.restore());
        }
    }

    @Override
    public boolean isPooled() {
        return pooled;
    }

    /** A pooled session needs no reset, but settings for the transaction. */
    @Override
    public List<String> takeResetStatements() {
        if (pooled) {
            return transactionSettings;
        }
        List<String> statements = used ? resetStatements() : List.of();
        used = true;
        return statements;
    }

    @Override
    public List<String> resetStatementsInTransaction() {
        return pooled
                ? Stream.concat(SessionReset.STATEMENTS_OF_POOLED_SESSION.stream(), transactionSettings.stream())
                        .toList()
                : resetStatements();
    }

    @Override
    public List<String> roleStatements() {
        return original().restoreRole();
    }

    @Override
    public List<String> roleStatementsForTransaction() {
        return original().roleForTransaction();
    }

    private List<String> resetStatements() {
        return Stream.concat(SessionReset.to(original(), settings).stream(), lock.stream())
                .toList();
    }
}
