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
 * A server of a test's own, made from the embedded binaries: it may be stopped, crashed, copied and promoted, which nobody
 * should do to {@link PostgresServer#shared()}.
 *
 * <p>It listens on the loopback interface, at the same port all its life, and lets everybody in. Nothing is synced to the disk: what it
 * loses in {@link Stop#IMMEDIATE} is what was not written, and the operating system outlives it. Every method waits until
 * the server has done what it says, and throws {@link IllegalStateException} with the server's log when it does not.
 */
public final class OwnServer implements AutoCloseable {

    private static final String USER = "postgres";
    private static final int PATIENCE_IN_SECONDS = 60;

    private final Path programs;
    private final Path folder;
    private final int port;

    private OwnServer(Path programs, Path folder, int port) {
        this.programs = programs;
        this.folder = folder;
        this.port = port;
    }

    /** How a server stops (PostgreSQL manual, 18.5 "Shutting Down the Server"). */
    public enum Stop {
        /** Ends all sessions and writes everything. */
        FAST,
        /** As if it had crashed: it recovers at the next start. */
        IMMEDIATE
    }

    /**
     * Makes a server that is not running yet.
     *
     * @param folder an empty folder, which everything it has will lie in
     * @param settings lines of {@code postgresql.conf}
     */
    public static OwnServer create(Path folder, String... settings) {
        return createWith(Binaries.folder(), folder, settings);
    }

    /**
     * The same of another PostgreSQL, such as one that is installed on this machine.
     *
     * @param programs the folder of its {@code initdb}, {@code pg_ctl} and {@code postgres}
     */
    public static OwnServer createWith(Path programs, Path folder, String... settings) {
        var server = new OwnServer(programs, folder, freePort());
        server.run("initdb", "-A", "trust", "-U", USER, "-E", "UTF8", "--no-locale", "-N", "-D", server.data());
        server.configure("fsync = off", "listen_addresses = 'localhost'", "unix_socket_directories = ''");
        return server.configure("port = " + server.port).configure(settings);
    }

    /** Adds lines to {@code postgresql.conf}; the next start reads them. */
    public OwnServer configure(String... settings) {
        try {
            Files.write(folder.resolve("data/postgresql.conf"), List.of(settings), StandardOpenOption.APPEND);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return this;
    }

    /** Starts it, and waits until it takes connections. */
    public OwnServer start() {
        run("pg_ctl", "start", "-w", "-t", "" + PATIENCE_IN_SECONDS, "-D", data(), "-l", log().toString());
        return this;
    }

    /** Stops it, and waits until it is gone. */
    public OwnServer stop(Stop mode) {
        run("pg_ctl", "stop", "-w", "-m", mode.name().toLowerCase(Locale.ROOT), "-D", data());
        return this;
    }

    /** Makes a standby a primary. */
    public void promote() {
        run("pg_ctl", "promote", "-w", "-D", data());
    }

    /**
     * Copies this server, which is stopped, to another that will follow it.
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
                // It asks again quickly where it has nothing to receive.
                "wal_retrieve_retry_interval = '100ms'");
    }

    /** Creates an empty database on the server, which runs. It is gone when the server's folder is. */
    public PostgresDatabase createDatabase(String prefix) {
        return server().createDatabase(prefix);
    }

    /** The same database on another server, whose copy or standby this one is. */
    public PostgresDatabase sameDatabase(PostgresDatabase original) {
        return new PostgresDatabase(server(), address().withDatabase(original.name()));
    }

    /** Whether it was started and not stopped since. */
    public boolean isRunning() {
        return Files.exists(folder.resolve("data/postmaster.pid"));
    }

    /** The port it listens at. */
    public int port() {
        return port;
    }

    /** What the server wrote since it was made. */
    public Path log() {
        return folder.resolve("log.txt");
    }

    /** Stops it, if it runs; its folder is the caller's. */
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
        List<String> command = new ArrayList<>(asNobodySpecial());
        command.add(programs.resolve(program).toString());
        command.addAll(List.of(arguments));
        var output = folder.resolve(program + ".txt");
        try {
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(PATIENCE_IN_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IllegalStateException(
                        String.join(" ", command) + " failed: " + Files.readString(output) + logged());
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(program + " was not waited for", interrupted);
        }
    }

    private String logged() throws IOException {
        return Files.exists(log()) ? Files.readString(log()) : "";
    }

    /** PostgreSQL refuses to run as root; in a namespace of its own, root is nobody (the embedded server does the same). */
    private static List<String> asNobodySpecial() {
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
