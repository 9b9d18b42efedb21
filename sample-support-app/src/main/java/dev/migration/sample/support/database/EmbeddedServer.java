// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.database;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * A PostgreSQL server that runs on the data of a folder.
 *
 * <p>The server is a separate process. If the instance that started it is killed, the next instance finds the server and
 * uses it.
 *
 * @param shutdown stops the server
 */
record EmbeddedServer(int port, ServerLease lease, Closeable shutdown) {

    private static final Logger log = LoggerFactory.getLogger(EmbeddedServer.class);

    /** Longest time for a start. The first start after a crash includes the recovery. */
    private static final Duration START_TIMEOUT = Duration.ofSeconds(30);

    /** Returns the server that runs on the data already: of another instance, or of one that was killed. */
    static Optional<EmbeddedServer> runningOn(Path data) {
        if (!Polling.until(START_TIMEOUT, () -> isSettled(data))) {
            throw new EmbeddedDatabaseException(
                    "A PostgreSQL runs on %s and does not answer.".formatted(data),
                    "End the process whose id is in the first line of its file postmaster.pid, or set another folder with"
                            + " --support.database.folder=FOLDER.");
        }
        return ServerProcess.of(data)
                .map(server -> new EmbeddedServer(server.port(), ServerLease.at(server.port()), server::stop));
    }

    /** Returns whether there is no server, or a server that answers; false while it starts or stops. */
    private static boolean isSettled(Path data) {
        return ServerProcess.of(data).map(server -> answers(server, data)).orElse(true);
    }

    private static boolean answers(ServerProcess server, Path data) {
        try (var lease = ServerLease.at(server.port())) {
            return lease.isServedFrom(data);
        } catch (DataAccessException | IOException e) {
            return false;
        }
    }

    static EmbeddedServer startOn(Path data, DatabaseFolder folder) {
        try {
            // The zonky library may still hold its lock on this file in this JVM, if an earlier instance left its
            // server to others. The lock on the folder already excludes other instances.
            Files.deleteIfExists(data.resolve("epg-lock"));
            BinariesCache.ofZonky().dropInterrupted();
            var postgres = postgres(data, folder).start();
            return new EmbeddedServer(postgres.getPort(), ServerLease.at(postgres.getPort()), postgres);
        } catch (IOException | RuntimeException | ExceptionInInitializerError e) {
            throw new EmbeddedDatabaseException(
                    "The embedded PostgreSQL does not start on %s: %s.%n%s".formatted(data, e, folder.endOfLog()),
                    "Read all of %s, or set another folder with --support.database.folder=FOLDER."
                            .formatted(folder.log()),
                    e);
        }
    }

    /** The defaults of the library are for tests. These settings make the data durable. */
    private static EmbeddedPostgres.Builder postgres(Path data, DatabaseFolder folder) {
        var log = Redirect.appendTo(folder.log().toFile());
        return EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setDataDirectoryCustomizer(made -> folder.complete(data))
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setOutputRedirector(log)
                .setErrorRedirector(log)
                .setPGStartupWait(START_TIMEOUT)
                .setLocaleConfig("locale", "C")
                .setLocaleConfig("locale-provider", "builtin")
                .setLocaleConfig("builtin-locale", "C.UTF-8")
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("unix_socket_directories", "");
    }

    /** Releases the lease, and stops the server if no other instance has one; returns whether it was stopped. */
    boolean release() {
        try (lease) {
            if (lease.isLast()) {
                lease.terminateOtherSessions();
                lease.close();
                shutdown.close();
                log.info("The embedded PostgreSQL has stopped");
                return true;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        log.info("Another instance uses the embedded PostgreSQL: it continues to run");
        return false;
    }
}
