// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.schema.embedded;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import javax.sql.DataSource;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A server in a folder of its own, which every role enters with the password only.
 *
 * @param postgres the process; it also ends with this JVM
 * @param owner the name of the superuser
 */
record EmbeddedServer(EmbeddedPostgres postgres, String owner, String password) implements AutoCloseable {

    /** Long enough for a machine that runs other builds, too. */
    private static final Duration START_TIMEOUT = Duration.ofMinutes(1);

    /**
     * Starts a server.
     *
     * @throws EmbeddedServerException if it does not start; its folder is deleted
     */
    static EmbeddedServer start(String owner) {
        String password = new BigInteger(160, new SecureRandom()).toString(36);
        // In the folder of the library, which deletes there what a killed JVM left more than ten minutes ago.
        Path folder = Path.of(
                System.getProperty(
                        "ot.epg.working-dir", new File(System.getProperty("java.io.tmpdir"), "embedded-pg").getPath()),
                "migration-" + UUID.randomUUID());
        try {
            return new EmbeddedServer(start(folder, owner, password), owner, password);
        } catch (IOException | RuntimeException failure) {
            EmbeddedServerException refused = EmbeddedServerException.notStarted(failure);
            try {
                delete(folder);
            } catch (IOException second) {
                refused.addSuppressed(second);
            }
            throw refused;
        }
    }

    private static EmbeddedPostgres start(Path folder, String owner, String password) throws IOException {
        Path passwordFile = Files.createTempFile("migration-", ".txt");
        try {
            Files.writeString(passwordFile, password);
            return EmbeddedPostgres.builder()
                    .setDataDirectory(folder)
                    .setPGStartupWait(START_TIMEOUT)
                    // Options of initdb: without them, every user of the machine could enter the server as its
                    // superuser.
                    .setLocaleConfig("auth", "scram-sha-256")
                    .setLocaleConfig("pwfile", passwordFile.toString())
                    .setLocaleConfig("username", owner)
                    .setLocaleConfig("locale", "C")
                    .setConnectConfig("user", owner)
                    .setConnectConfig("password", password)
                    .start();
        } finally {
            Files.delete(passwordFile);
        }
    }

    int major() throws SQLException {
        try (Connection connection = superuser().getConnection()) {
            return connection.getMetaData().getDatabaseMajorVersion();
        }
    }

    DataSource superuser() {
        return dataSource(owner, "postgres");
    }

    DataSource dataSource(String role, String database) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {"localhost"});
        source.setPortNumbers(new int[] {postgres.getPort()});
        source.setDatabaseName(database);
        source.setUser(role);
        source.setPassword(password);
        return source;
    }

    /** Ends the process, and deletes its folder. */
    @Override
    public void close() {
        try {
            postgres.close();
        } catch (IOException failure) {
            throw new UncheckedIOException("The embedded PostgreSQL does not stop.", failure);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                List<Path> deepestFirst =
                        files.sorted(Comparator.reverseOrder()).toList();
                for (Path file : deepestFirst) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }
}
