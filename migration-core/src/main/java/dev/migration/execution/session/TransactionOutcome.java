package dev.migration.execution.session;

import java.time.Duration;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

import dev.migration.sql.Quoting;

/** Finds out what became of a transaction when its session was lost. */
public final class TransactionOutcome {

    private static final Logger log = LoggerFactory.getLogger(TransactionOutcome.class);

    /**
     * A crash takes back the numbers of transactions that had written nothing to the disk, and a standby that takes over may
     * not know them: others get the same numbers. A crash resets the statistics, and who takes over begins another timeline
     * (PostgreSQL manual, 27.2 "The Cumulative Statistics System" and 25.3.6 "Timelines").
     */
    static final String SERVER_LIFE = """
            SELECT coalesce(extract(epoch FROM pg_stat_get_bgwriter_stat_reset_time())::text, '') || ' '
                || CASE WHEN pg_is_in_recovery() THEN '' ELSE left(pg_walfile_name(pg_current_wal_lsn()), 8) END""";

    private final MigrationSession session;
    private final Duration longest;

    public TransactionOutcome(MigrationSession session, Duration longest) {
        this.session = session;
        this.longest = longest;
    }

    /**
     * Waits until it is over: from then on the table of applied revisions says whether the revision was committed.
     *
     * @param transaction what {@code pg_current_xact_id()} said
     * @return whether it was committed
     */
    public boolean isCommitted(String transaction) {
        RetryBudget patience = new RetryBudget(longest);
        Optional<Duration> pause = Optional.of(Duration.ZERO);
        String status = status(transaction);
        while (pause.isPresent() && status.equals("in progress")) {
            pause = patience.afterFailure();
            pause.ifPresent(time -> RetryBudget.pause(time, session.stop()));
            status = status(transaction);
        }
        return status.equals("committed");
    }

    /**
     * Whether the server's transaction numbers still mean what they meant then.
     *
     * @param serverLife what {@link MigrationSession#serverLife()} said
     */
    public boolean isOfThisLife(String serverLife) {
        return session.ask(SERVER_LIFE).filter(serverLife::equals).isPresent();
    }

    private String status(String transaction) {
        try {
            Optional<String> status = session.ask("SELECT pg_xact_status(" + Quoting.literal(transaction) + "::xid8)");
            log.info("The transaction of the lost session: {}", status.orElse("too old to be known"));
            return status.orElse("");
        } catch (DataAccessException unknown) {
            // A server that crashed may not know the number: then nothing of the transaction is left.
            log.debug("The server does not know transaction {}", transaction, unknown);
            return "";
        }
    }
}
