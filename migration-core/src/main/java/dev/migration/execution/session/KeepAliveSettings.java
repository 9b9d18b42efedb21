package dev.migration.execution.session;

import java.util.List;

import dev.migration.sql.Quoting;

/** Settings that keep a session alive as long as its client, and no longer. */
public final class KeepAliveSettings {

    /**
     * A client that dies must not leave a statement running that holds locks: the server looks after the client every second,
     * and notices a lost network within half a minute (PostgreSQL manual, 20.3.2 and 20.3.4).
     */
    static final String WATCH_THE_CLIENT = "SELECT set_config('client_connection_check_interval', '1s', false)";

    /** A revision in Java may think for a while; a network that is gone should be noticed all the same. */
    private static final String NEVER_IDLE_TOO_LONG = "set_config('idle_session_timeout', '0', false),"
            + " set_config('idle_in_transaction_session_timeout', '0', false),"
            + " set_config('tcp_keepalives_idle', '10', false), set_config('tcp_keepalives_interval', '5', false),"
            + " set_config('tcp_keepalives_count', '3', false), set_config('tcp_user_timeout', '30s', false)";

    /** PostgreSQL 17 brought a timeout that ends the whole session; the limit of a revision is statement_timeout. */
    private static final String NEVER_IN_TRANSACTION_TOO_LONG =
            "SELECT count(set_config(name, '0', false)) FROM pg_settings WHERE name = 'transaction_timeout'";

    /** The same for a transaction whose server session others use behind it. */
    static final String FOR_ONE_TRANSACTION = "SELECT set_config(name, '0', true) FROM pg_settings"
            + " WHERE name IN ('transaction_timeout', 'idle_in_transaction_session_timeout')";

    private KeepAliveSettings() {}

    /** @param name what others see as the session's application_name */
    public static List<String> as(String name) {
        return List.of(
                "SELECT set_config('application_name', " + Quoting.literal(name) + ", false), " + NEVER_IDLE_TOO_LONG,
                NEVER_IN_TRANSACTION_TOO_LONG);
    }
}
