// SPDX-License-Identifier: Apache-2.0
package dev.migration.test.postgres;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import javax.sql.DataSource;

import org.postgresql.ds.PGSimpleDataSource;

/** A real PgBouncer as the pooler of a test's database. */
public final class PgBouncer implements AutoCloseable {

    private final PostgresDatabase database;
    private final Process process;
    private final int port;

    private PgBouncer(PostgresDatabase database, Process process, int port) {
        this.database = database;
        this.process = process;
        this.port = port;
    }

    /** Returns the path of the program, if it is installed. */
    public static Optional<Path> program() {
        return Stream.of(
                        "/usr/sbin/pgbouncer",
                        "/usr/bin/pgbouncer",
                        "/usr/local/bin/pgbouncer",
                        "/opt/homebrew/bin/pgbouncer")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * Starts a PgBouncer.
     *
     * @param mode its {@code pool_mode}, such as {@code transaction}
     * @param poolSize the number of server sessions in its pool
     */
    public static PgBouncer start(PostgresDatabase database, String mode, int poolSize)
            throws IOException, InterruptedException {
        int port = freePort();
        Path folder = Files.createTempDirectory("pgbouncer");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path configuration = folder.resolve("pgbouncer.ini");
        PGSimpleDataSource address = new PGSimpleDataSource();
        address.setURL(database.url());
        Files.writeString(configuration, """
                [databases]
                %1$s = host=%2$s port=%3$d dbname=%1$s user=%4$s password=%5$s
                [pgbouncer]
                listen_addr = 127.0.0.1
                listen_port = %6$d
                unix_socket_dir =
                auth_type = any
                pool_mode = %7$s
                default_pool_size = %8$d
                ignore_startup_parameters = extra_float_digits,options
                %9$s
                """.formatted(
                        database.name(),
                        address.getServerNames()[0],
                        address.getPortNumbers()[0],
                        database.username(),
                        database.password(),
                        port,
                        mode,
                        poolSize,
                        // PgBouncer refuses to run as root.
                        System.getProperty("user.name").equals("root") ? "user = nobody" : ""));
        Process process = new ProcessBuilder(List.of(program().orElseThrow().toString(), configuration.toString()))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output.txt").toFile())
                .start();
        awaitPort(port, process, folder.resolve("output.txt"));
        return new PgBouncer(database, process, port);
    }

    /** Returns a DataSource that connects through PgBouncer, as the user of the database. */
    public DataSource dataSource() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL(
                "jdbc:postgresql://127.0.0.1:" + port + "/" + database.name() + "?sslmode=disable&gssEncMode=disable");
        source.setUser(database.username());
        source.setPassword(database.password());
        return source;
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void awaitPort(int port, Process process, Path output) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (System.nanoTime() < deadline) {
            if (process.waitFor(20, TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("PgBouncer ended: " + Files.readString(output));
            }
            try {
                new Socket("127.0.0.1", port).close();
                return;
            } catch (IOException notYet) {
                // The loop retries.
            }
        }
        throw new IllegalStateException("PgBouncer does not listen: " + Files.readString(output));
    }
}
