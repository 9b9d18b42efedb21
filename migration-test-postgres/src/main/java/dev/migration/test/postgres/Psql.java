// SPDX-License-Identifier: Apache-2.0
package dev.migration.test.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Assumptions;
import org.postgresql.ds.PGSimpleDataSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The psql of this machine. A test that needs it is skipped, with the reason, if there is none. */
public final class Psql {

    private final Path folder;
    private final Map<String, String> environment;

    /** @param folder a folder for its files */
    public Psql(Path folder) {
        this(folder, Map.of());
    }

    /**
     * @param folder a folder for its files
     * @param environment variables such as {@code PGCLIENTENCODING}
     */
    public Psql(Path folder, Map<String, String> environment) {
        this.folder = folder;
        this.environment = environment;
    }

    /** Its output and exit code. */
    public record Ended(int exitCode, String said) {

        /** Fails the test if psql failed. */
        public Ended succeeded() {
            Assumptions.assumeFalse(
                    said.contains("invalid input syntax for type integer: \"\\.\""),
                    "This psql is older than the server and sends it the end mark of CSV data, which PostgreSQL 18 takes"
                            + " for data (release notes of 18, COPY)");
            assertEquals(0, exitCode, said);
            return this;
        }

        /** Fails the test if psql did not fail, or for another reason. */
        public Ended refused(String... reasons) {
            assertEquals(3, exitCode, said);
            for (String reason : reasons) {
                assertTrue(said.contains(reason), said);
            }
            return this;
        }
    }

    /** Runs a text with the documented options. */
    public Ended run(PostgresDatabase database, String text) {
        return run(database, text, "-X", "-q", "-v", "ON_ERROR_STOP=1");
    }

    /** The same as another role. */
    public Ended run(PGSimpleDataSource source, String text) {
        return run(source, text, "-X", "-q", "-v", "ON_ERROR_STOP=1");
    }

    /** Runs a text with other options. */
    public Ended run(PostgresDatabase database, String text, String... options) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL(database.url());
        source.setUser(database.username());
        source.setPassword(database.password());
        return run(source, text, options);
    }

    private Ended run(PGSimpleDataSource source, String text, String... options) {
        try {
            Path file = Files.createTempFile(folder, "offline", ".txt");
            Path output = Files.createTempFile(folder, "output", ".txt");
            Files.writeString(file, text);
            Process process = start(command(source, options, file).redirectOutput(output.toFile()));
            assertTrue(process.waitFor(60, TimeUnit.SECONDS), "psql has not ended after a minute.");
            return new Ended(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private ProcessBuilder command(PGSimpleDataSource address, String[] options, Path file) {
        List<String> command = new ArrayList<>(List.of("psql"));
        command.addAll(List.of(options));
        command.addAll(List.of("-h", address.getServerNames()[0]));
        command.addAll(List.of("-p", Integer.toString(address.getPortNumbers()[0])));
        command.addAll(List.of("-U", address.getUser(), "-d", address.getDatabaseName(), "-f", file.toString()));
        ProcessBuilder psql = new ProcessBuilder(command).redirectErrorStream(true);
        psql.environment().put("PGPASSWORD", address.getPassword());
        psql.environment().putAll(environment);
        return psql;
    }

    private static Process start(ProcessBuilder psql) {
        try {
            return psql.start();
        } catch (IOException missing) {
            InstalledProgram.require(false, "psql (Debian package postgresql-client): " + missing.getMessage());
            throw new IllegalStateException(missing);
        }
    }
}
