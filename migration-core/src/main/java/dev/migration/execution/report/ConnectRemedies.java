// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.report;

import java.sql.SQLException;
import java.util.Optional;

import org.postgresql.util.PSQLException;

/** The remedy for a connection that could not be opened (PostgreSQL manual, appendix A). */
public final class ConnectRemedies {

    /** The driver reports a server without TLS, a missing password and an unknown method of authentication with one SQLSTATE. */
    private static final String REJECTED_BY_DRIVER = "08004";

    /** With this SQLSTATE and the URL in its message, the driver reports a URL that it cannot parse, in any language. */
    private static final String UNEXPECTED = "99999";

    private final String url;
    private final String login;
    private final ConnectionPlace place;

    /** @param place where the user has set the connection, for the text */
    public ConnectRemedies(ConnectionPlace place) {
        this.url = "(" + place.url() + ")";
        this.login = "(" + place.login() + ")";
        this.place = place;
    }

    public String of(SQLException failure) {
        String state = ServerErrors.stateOf(failure);
        String message = Optional.ofNullable(failure.getMessage()).orElse("");
        return switch (state) {
            case "28P01" -> "Correct the user name and the password " + login + ".";
            case "28000" ->
                "Correct the user name " + login
                        + ", give the role LOGIN, or permit it in pg_hba.conf of the server: the"
                        + " message names host, user, database and encryption.";
            case REJECTED_BY_DRIVER -> rejected(message);
            case "3D000" -> "Create the database, or correct its name in the URL.";
            case "42501" -> "Permit the role to connect: GRANT CONNECT ON DATABASE … TO …; or use another role.";
            case "53300" ->
                "The server has reached its connection limit: close connections, or raise max_connections, or the limit of"
                        + " the role or of the database.";
            case "55000" -> "Permit connections to the database: ALTER DATABASE … ALLOW_CONNECTIONS true.";
            case "57P03" ->
                "The server is starting, stopping or recovering: wait until it accepts connections, then start again"
                        + place.waiting() + ".";
            case "57P01", "57P02" -> "The server is stopping: wait until it runs again, then start again.";
            case "08P01" -> ofProtocol(failure, message);
            default -> byClass(failure, state, message);
        };
    }

    private String rejected(String message) {
        return message.contains("SSL")
                ? "The server has no TLS: switch ssl on there, or set sslmode=prefer or disable in the URL " + url + "."
                : "Set the password " + login + ", or write it into .pgpass; or correct how pg_hba.conf of the server"
                        + " authenticates the role.";
    }

    private String ofProtocol(SQLException failure, String message) {
        if (message.contains("startup parameter")) {
            return "PgBouncer does not pass this parameter on. Remove it from the URL " + url
                    + " (currentSchema is search_path), and set it for the role: ALTER ROLE … SET search_path = …."
                    + " With ignore_startup_parameters in pgbouncer.ini, PgBouncer drops it without a word.";
        }
        return ServerErrors.isOfServer(failure)
                ? "A pooler refused the connection: correct what its message names, or its configuration and its log."
                : "Correct host and port in the URL " + url + ": another program than PostgreSQL answers there.";
    }

    private String byClass(SQLException failure, String state, String message) {
        if (message.contains("targetServerType")) {
            return "No server of the URL has the role that targetServerType demands: start one, or correct the URL "
                    + url + ".";
        }
        if (state.equals(UNEXPECTED) && message.contains("jdbc:postgresql:")) {
            return "Correct the URL " + url + ": jdbc:postgresql://HOST:PORT/DATABASE, with a port from 1 to 65535.";
        }
        if (state.startsWith("22") || state.startsWith("42")) {
            return "The server does not accept a parameter of the connection: correct options, currentSchema or another"
                    + " parameter of the URL " + url + ", the properties of the pool, or the time zone of Java"
                    + " (-Duser.timezone).";
        }
        if (message.contains("SSL") || message.contains("PKIX")) {
            return "TLS failed: correct sslmode, sslrootcert, sslcert and sslkey in the URL " + url + ".";
        }
        if (isOfPool(failure)) {
            return "Raise the size of the application's pool, or return connections to it earlier.";
        }
        return ServerErrors.isOfServer(failure)
                ? "The server runs, and refused the connection: correct what its message names."
                : "Start the server, or correct host and port in the URL " + url + ".";
    }

    /** Whether a pool had no connection to lend: then no driver reports anything. */
    private static boolean isOfPool(SQLException failure) {
        return !(failure instanceof PSQLException)
                && ServerErrors.stateOf(failure).isEmpty()
                && !(failure.getCause() instanceof SQLException);
    }
}
