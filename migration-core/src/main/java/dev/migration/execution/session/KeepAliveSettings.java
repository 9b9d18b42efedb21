// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.session;

import java.util.List;

import dev.migration.sql.Quoting;

/** Settings that keep a session alive as long as its client, and not longer. */
public final class KeepAliveSettings {

    private static final long IDLE_MILLIS = IdleLimit.SHORT.toMillis();

    /**
     * A statement that holds locks must not continue after its client has ended: the server checks the connection every second,
     * and detects a network failure within half a minute (PostgreSQL manual, 20.3.2 and 20.3.4).
     */
    static final String CHECK_CLIENT_CONNECTION =
            "SELECT pg_catalog.set_config('client_connection_check_interval', '1s', false)";

    /**
     * A run of SQL scripts sends one message after the other. If it is idle in a transaction for 10 seconds, its process is
     * suspended or gone, and the server ends the session, because nobody else can release its locks. A Java revision has a
     * timeout of its own.
     */
    private static final String IDLE_TIMEOUTS = "pg_catalog.set_config('idle_session_timeout', '5min', false),"
            + " pg_catalog.set_config('idle_in_transaction_session_timeout', '" + IDLE_MILLIS + "', false),"
            + " pg_catalog.set_config('tcp_keepalives_idle', '10', false), pg_catalog.set_config('tcp_keepalives_interval', '5', false),"
            + " pg_catalog.set_config('tcp_keepalives_count', '3', false), pg_catalog.set_config('tcp_user_timeout', '30s', false)";

    /** The same for one transaction, whose server session other clients use afterwards. */
    static final String FOR_ONE_TRANSACTION = "SELECT pg_catalog.set_config('idle_in_transaction_session_timeout', '"
            + IDLE_MILLIS + "', true), " + noTransactionTimeout(true);

    /** The setting that limits how long a transaction may be idle. */
    public static final String IDLE_IN_TRANSACTION = "idle_in_transaction_session_timeout";

    private KeepAliveSettings() {}

    /** @param name the application_name of the session */
    public static List<String> as(String name) {
        return List.of("SELECT pg_catalog.set_config('application_name', " + Quoting.literal(name) + ", false), "
                + IDLE_TIMEOUTS + ", " + noTransactionTimeout(false));
    }

    /**
     * The transaction_timeout of PostgreSQL 17 ends the whole session; the limit of a revision is statement_timeout. An older server
     * does not know the setting. To look for it in pg_settings takes as long as a CREATE TABLE.
     */
    private static String noTransactionTimeout(boolean local) {
        return "CASE WHEN pg_catalog.current_setting('transaction_timeout', true) IS NOT NULL"
                + " THEN pg_catalog.set_config('transaction_timeout', '0', " + local + ") END";
    }
}
