package dev.migration.sample.support.database;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/**
 * The application's database in a folder, for a start without any preparation.
 *
 * <ol>
 *   <li>One instance at a time looks after the folder.
 *   <li>A server that already runs on it is used, whoever started it; otherwise one is started.
 *   <li>An instance is a {@linkplain ServerLease guest} of the server as long as it lives.
 *   <li>The last guest stops the server. If it is killed instead, the server goes on, and point 2 holds.
 * </ol>
 */
final class EmbeddedDatabase implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EmbeddedDatabase.class);

    private static final String NAME = "support";

    private final DatabaseFolder folder;
    private final EmbeddedServer server;

    private EmbeddedDatabase(DatabaseFolder folder, EmbeddedServer server) {
        this.folder = folder;
        this.server = server;
    }

    static EmbeddedDatabase open(DatabaseFolder folder) {
        return folder.whileLocked(() -> {
            var server = server(folder);
            server.guest().ensureDatabase(NAME);
            return new EmbeddedDatabase(folder, server);
        });
    }

    private static EmbeddedServer server(DatabaseFolder folder) {
        var data = folder.data();
        var running = data.flatMap(EmbeddedServer::runningOn);
        var server = running.orElseGet(() -> EmbeddedServer.startOn(data.orElseGet(folder::freshData), folder));
        log.info(
                "Embedded PostgreSQL {} {} the data in {}: {}?user={}",
                server.guest().serverVersion(),
                running.isPresent() ? "was already running on" : "has started on",
                folder.path(),
                url(server),
                NAME);
        return server;
    }

    private static String url(EmbeddedServer server) {
        return "jdbc:postgresql://localhost:%d/%s".formatted(server.port(), NAME);
    }

    JdbcConnectionDetails connectionDetails() {
        return new ConnectionDetails(url(server), NAME, "");
    }

    @Override
    public void close() {
        folder.whileLocked(server::leave);
    }

    /** What Boot's connection pool needs to know; on this machine the server trusts everybody. */
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
