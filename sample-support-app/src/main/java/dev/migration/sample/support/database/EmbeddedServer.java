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
 * A PostgreSQL that runs on the data of a folder.
 *
 * <p>It is a process of its own that outlives an instance that is killed; the next instance finds it and goes on with it.
 */
record EmbeddedServer(int port, ServerLease guest, Closeable shutdown) {

    private static final Logger log = LoggerFactory.getLogger(EmbeddedServer.class);

    /** How long a server may take to start; the first one after a crash has to recover. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** The server that runs on the data already: another instance's, or the one that a killed instance left behind. */
    static Optional<EmbeddedServer> runningOn(Path data) {
        if (!Polling.until(PATIENCE, () -> isSettled(data))) {
            throw new EmbeddedDatabaseException(
                    "A PostgreSQL runs on %s and does not answer.".formatted(data),
                    "End the process that the first line of its file postmaster.pid names, or name another folder with"
                            + " --support.database.folder=FOLDER.");
        }
        return ServerProcess.of(data)
                .map(server -> new EmbeddedServer(server.port(), ServerLease.at(server.port()), server::stop));
    }

    /** Neither starting nor stopping: there is no server, or there is one that answers. */
    private static boolean isSettled(Path data) {
        return ServerProcess.of(data).map(server -> answers(server, data)).orElse(true);
    }

    private static boolean answers(ServerProcess server, Path data) {
        try (var guest = ServerLease.at(server.port())) {
            return guest.isServedFrom(data);
        } catch (DataAccessException | IOException e) {
            return false;
        }
    }

    static EmbeddedServer startOn(Path data, DatabaseFolder folder) {
        try {
            // An instance of this JVM that left its server to others still holds zonky's lock on this file; the lock
            // on the folder is the one that counts.
            Files.deleteIfExists(data.resolve("epg-lock"));
            BinariesCache.ofZonky().dropInterrupted();
            var postgres = postgres(data, folder).start();
            return new EmbeddedServer(postgres.getPort(), ServerLease.at(postgres.getPort()), postgres);
        } catch (IOException | RuntimeException | ExceptionInInitializerError e) {
            throw new EmbeddedDatabaseException(
                    "The embedded PostgreSQL does not start on %s: %s.%n%s".formatted(data, e, folder.endOfLog()),
                    "Read all of %s, or name another folder with --support.database.folder=FOLDER."
                            .formatted(folder.log()),
                    e);
        }
    }

    /** Unlike a database for tests, which these settings are for by default, this one keeps what it is given. */
    private static EmbeddedPostgres.Builder postgres(Path data, DatabaseFolder folder) {
        var log = Redirect.appendTo(folder.log().toFile());
        return EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setDataDirectoryCustomizer(made -> folder.complete(data))
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setOutputRedirector(log)
                .setErrorRedirector(log)
                .setPGStartupWait(PATIENCE)
                .setLocaleConfig("locale", "C")
                .setLocaleConfig("locale-provider", "builtin")
                .setLocaleConfig("builtin-locale", "C.UTF-8")
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("unix_socket_directories", "");
    }

    /** Stops the server if nobody else is there; says whether it has. */
    boolean leave() {
        try (guest) {
            if (guest.isAlone()) {
                guest.sendOthersHome();
                guest.close();
                shutdown.close();
                log.info("The embedded PostgreSQL has stopped");
                return true;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        log.info("Another instance uses the embedded PostgreSQL: it goes on");
        return false;
    }
}
