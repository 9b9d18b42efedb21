// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.database;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/**
 * The application's databases on an embedded server, for a start without any preparation.
 *
 * <ol>
 *   <li>Only one instance at a time starts or stops the server of a folder.
 *   <li>If a server already runs on the data, it is used, whichever process started it; otherwise a server is started.
 *   <li>An instance holds a {@linkplain ServerLease lease} of the server as long as it runs.
 *   <li>The instance with the last lease stops the server. If that instance is killed, the server continues to run, and the
 *       next instance uses it.
 * </ol>
 */
final class EmbeddedDatabase implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EmbeddedDatabase.class);

    private static final String NAME = "support";

    /** The second database, on the same server, of a role of its own. */
    private static final String ANALYTICS = "analytics";

    private final DatabaseFolder folder;
    private final EmbeddedServer server;

    private EmbeddedDatabase(DatabaseFolder folder, EmbeddedServer server) {
        this.folder = folder;
        this.server = server;
    }

    static EmbeddedDatabase open(DatabaseFolder folder) {
        return folder.whileLocked(() -> {
            var server = server(folder);
            server.lease().ensureDatabase(NAME);
            server.lease().ensureDatabase(ANALYTICS);
            return new EmbeddedDatabase(folder, server);
        });
    }

    private static EmbeddedServer server(DatabaseFolder folder) {
        var data = folder.data();
        var running = data.flatMap(EmbeddedServer::runningOn);
        var server = running.orElseGet(() -> EmbeddedServer.startOn(data.orElseGet(folder::freshData), folder));
        log.info(
                "Embedded PostgreSQL {} {} the data in {}: {}?user={}",
                server.lease().serverVersion(),
                running.isPresent() ? "was already running on" : "has started on",
                folder.path(),
                url(server, NAME),
                NAME);
        return server;
    }

    private static String url(EmbeddedServer server, String name) {
        return "jdbc:postgresql://localhost:%d/%s".formatted(server.port(), name);
    }

    JdbcConnectionDetails connectionDetails() {
        return new ConnectionDetails(url(server, NAME), NAME, "");
    }

    JdbcConnectionDetails analyticsConnectionDetails() {
        return new ConnectionDetails(url(server, ANALYTICS), ANALYTICS, "");
    }

    @Override
    public void close() {
        folder.whileLocked(server::release);
    }

    /** The connection of Spring Boot's pool. The server requires no password on this machine. */
    private record ConnectionDetails(String url, String username, String password) implements JdbcConnectionDetails {

        @Override
        public String getJdbcUrl() {
            return url;
        }

        @Override
        public String getUsername() {
            return username;
        }

        @Override
        public String getPassword() {
            return password;
        }
    }
}
