// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.session;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

/**
 * How long a transaction of SQL scripts may be idle. The short limit is for a process that is suspended; the limits here are for work
 * that takes long although the process goes on: reading a large script, and sending a large message, because the server counts the time
 * in which a message arrives as idle.
 */
public final class IdleLimit {

    static final Duration SHORT = Duration.ofSeconds(10);

    /** A transaction that reads all scripts, to write rows about them. */
    static final String FOR_ROWS =
            "SELECT pg_catalog.set_config('" + KeepAliveSettings.IDLE_IN_TRANSACTION + "', '5min', true)";

    private static final String CURRENT =
            "SELECT setting FROM pg_catalog.pg_settings WHERE name OPERATOR(pg_catalog.=) '"
                    + KeepAliveSettings.IDLE_IN_TRANSACTION + "'";

    private static final long LARGE_MESSAGE = 1_000_000;
    private static final long CHARACTERS_READ_PER_SECOND = 10_000_000;
    private static final long CHARACTERS_SENT_PER_SECOND = 100_000;

    private IdleLimit() {}

    /** Sends something. */
    @FunctionalInterface
    public interface Sending<E extends Exception> {
        void run() throws E;
    }

    /** The limit while a script of this length is read; empty if the short limit is enough. */
    public static Optional<Duration> whileReading(long characters) {
        long seconds = characters / CHARACTERS_READ_PER_SECOND;
        return seconds == 0 ? Optional.empty() : Optional.of(SHORT.plusSeconds(seconds));
    }

    /** Whether a statement of this length needs a message of its own, for which the limit is raised. */
    public static boolean isLarge(long characters) {
        return characters >= LARGE_MESSAGE;
    }

    /** Sends a message, with a limit in which even a slow network transfers it. */
    public static <E extends Exception> void whileSending(MigrationSession session, long characters, Sending<E> message)
            throws E, SQLException {
        if (!isLarge(characters) || !isInTransaction(session)) {
            message.run();
            return;
        }
        // The script may have set another limit, or none.
        long before = Long.parseLong(session.query(CURRENT).orElseThrow());
        long needed = SHORT.plusSeconds(characters / CHARACTERS_SENT_PER_SECOND).toMillis();
        boolean isEnough = before == 0 || before >= needed;
        set(session, isEnough ? before : needed);
        message.run();
        set(session, before);
    }

    private static void set(MigrationSession session, long millis) {
        session.query("SELECT pg_catalog.set_config('" + KeepAliveSettings.IDLE_IN_TRANSACTION + "', '" + millis
                + "', true)");
    }

    private static boolean isInTransaction(MigrationSession session) throws SQLException {
        return session.connection().unwrap(BaseConnection.class).getTransactionState() == TransactionState.OPEN;
    }
}
