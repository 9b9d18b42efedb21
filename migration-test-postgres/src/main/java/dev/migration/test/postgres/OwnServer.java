// SPDX-License-Identifier: Apache-2.0
package dev.migration.test.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A server for one test, created from the embedded binaries. A test may stop, crash, copy and promote it, which it must not
 * do with {@link PostgresServer#shared()}.
 *
 * <p>The server listens on the loopback interface, always on the same port, and requires no password. It does not sync data
 * to disk: after {@link Stop#IMMEDIATE} it loses only data that it had not passed to the operating system. Each method waits
 * until its action is complete, and throws {@link IllegalStateException} with the log of the server if it fails.
 */
public final class OwnServer implements AutoCloseable {

    private static final String USER = "postgres";
    private static final int TIMEOUT_IN_SECONDS = 60;

    private final Path programs;
    private final Path folder;
    private final int port;

    private OwnServer(Path programs, Path folder, int port) {
        this.programs = programs;
        this.folder = folder;
        this.port = port;
    }

    /** The mode of a shutdown (PostgreSQL manual, 18.5 "Shutting Down the Server"). */
    public enum Stop {
        /** Terminates all sessions and writes all data. */
        FAST,
        /** Simulates a crash: the server recovers at the next start. */
        IMMEDIATE
    }

    /**
     * Creates a server and does not start it.
     *
     * @param folder an empty folder for all files of the server
     * @param settings lines of {@code postgresql.conf}
     */
    public static OwnServer create(Path folder, String... settings) {
        return createWith(Binaries.folder(), folder, settings);
    }

    /**
     * Creates a server of another PostgreSQL, such as one that is installed on this machine.
     *
     * @param programs the folder of its {@code initdb}, {@code pg_ctl} and {@code postgres}
     * @param folder an empty folder for all files of the server
     * @param settings lines of {@code postgresql.conf}
     */
    public static OwnServer createWith(Path programs, Path folder, String... settings) {
        var server = new OwnServer(programs, folder, freePort());
        server.run("initdb", "-A", "trust", "-U", USER, "-E", "UTF8", "--no-locale", "-N", "-D", server.data());
        server.configure("fsync = off", "listen_addresses = 'localhost'", "unix_socket_directories = ''");
        return server.configure("port = " + server.port).configure(settings);
    }

    /** Adds lines to {@code postgresql.conf}, which take effect at the next start. */
    public OwnServer configure(String... settings) {
        try {
            Files.write(folder.resolve("data/postgresql.conf"), List.of(settings), StandardOpenOption.APPEND);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return this;
    }

    /** Starts the server and waits until it accepts connections. */
    public OwnServer start() {
        run("pg_ctl", "start", "-w", "-t", "" + TIMEOUT_IN_SECONDS, "-D", data(), "-l", log().toString());
        return this;
    }

    /** Stops the server and waits until its process has ended. */
    public OwnServer stop(Stop mode) {
        run("pg_ctl", "stop", "-w", "-m", mode.name().toLowerCase(Locale.ROOT), "-D", data());
        return this;
    }

    /** Promotes a standby to a primary. */
    public void promote() {
        run("pg_ctl", "promote", "-w", "-D", data());
    }

    /**
     * Copies this server to a standby, which will replicate from it. This server must be stopped.
     *
     * @param folder an empty folder
     */
    public OwnServer copyToStandby(Path folder) {
        var standby = new OwnServer(programs, folder, freePort());
        try {
            copy(this.folder.resolve("data"), folder.resolve("data"));
            Files.createFile(folder.resolve("data/standby.signal"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return standby.configure(
                "port = " + standby.port,
                "primary_conninfo = 'host=localhost port=" + port + " user=" + USER + "'",
                // The standby retries quickly if it cannot receive WAL.
                "wal_retrieve_retry_interval = '100ms'");
    }

    /** Creates an empty database. The server must be running. The database is deleted with the folder of the server. */
    public PostgresDatabase createDatabase(String prefix) {
        return server().createDatabase(prefix);
    }

    /** Returns the copy of a database on this server, which is a copy or a standby of the database's server. */
    public PostgresDatabase sameDatabase(PostgresDatabase original) {
        return new PostgresDatabase(server(), address().withDatabase(original.name()));
    }

    /** Returns whether the server was started and has not been stopped since. */
    public boolean isRunning() {
        return Files.exists(folder.resolve("data/postmaster.pid"));
    }

    /** The port on which the server listens. */
    public int port() {
        return port;
    }

    /** The log file of the server since its creation. */
    public Path log() {
        return folder.resolve("log.txt");
    }

    /** Stops the server if it runs. The caller deletes the folder. */
    @Override
    public void close() {
        if (isRunning()) {
            stop(Stop.IMMEDIATE);
        }
    }

    private PostgresServer server() {
        return new PostgresServer(new RunningServer("a server of a test's own", address(), () -> {}));
    }

    private ServerAddress address() {
        return new ServerAddress("localhost:" + port, "postgres", USER, USER, List.of());
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    private void run(String program, String... arguments) {
        List<String> command = new ArrayList<>(withoutRoot());
        command.add(programs.resolve(program).toString());
        command.addAll(List.of(arguments));
        var output = folder.resolve(program + ".txt");
        try {
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(TIMEOUT_IN_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IllegalStateException(
                        String.join(" ", command) + " failed: " + Files.readString(output) + logText());
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for " + program, interrupted);
        }
    }

    private String logText() throws IOException {
        return Files.exists(log()) ? Files.readString(log()) : "";
    }

    /**
     * PostgreSQL refuses to run as root. In a user namespace without a mapping, the process does not run as root; the embedded
     * server is started in the same way.
     */
    private static List<String> withoutRoot() {
        return System.getProperty("user.name").equals("root") ? List.of("unshare", "--user") : List.of();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                var copy = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                    Files.setPosixFilePermissions(copy, Files.getPosixFilePermissions(file));
                } else {
                    Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
