// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.session;

import java.time.Duration;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

import dev.migration.sql.Quoting;

/** Finds out the outcome of a transaction whose session was lost. */
public final class TransactionOutcome {

    private static final Logger log = LoggerFactory.getLogger(TransactionOutcome.class);

    /**
     * A query whose result identifies the uptime of the server. After a crash or a failover, the server may assign the ids of
     * transactions that were not on the disk again. A crash resets the statistics, and a promoted standby begins a new timeline
     * (PostgreSQL manual, 27.2 "The Cumulative Statistics System" and 25.3.6 "Timelines").
     */
    static final String SERVER_LIFE = """
            SELECT coalesce(extract(epoch FROM pg_catalog.pg_stat_get_bgwriter_stat_reset_time())::pg_catalog.text, '') OPERATOR(pg_catalog.||) ' '
                OPERATOR(pg_catalog.||) CASE WHEN pg_catalog.pg_is_in_recovery() THEN '' ELSE pg_catalog.left(pg_catalog.pg_walfile_name(pg_catalog.pg_current_wal_lsn()), 8) END""";

    private final MigrationSession session;
    private final Duration longest;

    public TransactionOutcome(MigrationSession session, Duration longest) {
        this.session = session;
        this.longest = longest;
    }

    /**
     * Waits until the transaction has ended: from then on the table of applied revisions shows whether the revision is committed.
     *
     * @param transaction the result of {@code pg_current_xact_id()}
     * @return whether it is committed
     */
    public boolean isCommitted(String transaction) {
        RetryBudget retryBudget = new RetryBudget(longest);
        Optional<Duration> pause = Optional.of(Duration.ZERO);
        String status = status(transaction);
        while (pause.isPresent() && status.equals("in progress")) {
            pause = retryBudget.afterFailure();
            pause.ifPresent(time -> RetryBudget.pause(time, session.stop()));
            status = status(transaction);
        }
        return status.equals("committed");
    }

    /**
     * Whether transaction ids still have the same meaning as on the server of the lost session.
     *
     * @param serverLife the result of {@link MigrationSession#serverLife()} on the lost session
     */
    public boolean isSameServer(String serverLife) {
        return session.query(SERVER_LIFE).filter(serverLife::equals).isPresent();
    }

    private String status(String transaction) {
        try {
            Optional<String> status = session.query(
                    "SELECT pg_catalog.pg_xact_status(" + Quoting.literal(transaction) + "::pg_catalog.xid8)");
            log.info("The transaction of the lost session: {}", status.orElse("unknown, it is too old"));
            return status.orElse("");
        } catch (DataAccessException unknown) {
            // A server that crashed may not know the id: then the transaction is not committed.
            log.debug("The server does not know transaction {}", transaction, unknown);
            return "";
        }
    }
}
