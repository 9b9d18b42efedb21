// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.postgresql.ds.PGSimpleDataSource;

import dev.migration.test.postgres.InstalledProgram;
import dev.migration.test.postgres.PostgresDatabase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/** The psql of this machine. A test that needs it is skipped, with the reason, if there is none. */
final class Psql {

    private final Path folder;

    /** @param folder a folder for its files */
    Psql(Path folder) {
        this.folder = folder;
    }

    /** Its output and exit code. */
    record Ended(int exitCode, String said) {

        Ended succeeded() {
            assumeThat(said)
                    .as(
                            "This psql is older than the server and sends it the end mark of CSV data, which PostgreSQL 18 takes"
                                    + " for data (release notes of 18, COPY)")
                    .doesNotContain("invalid input syntax for type integer: \"\\.\"");
            assertThat(exitCode).as(said).isZero();
            return this;
        }

        Ended refused(String... reasons) {
            assertThat(exitCode).as(said).isEqualTo(3);
            assertThat(said).contains(reasons);
            return this;
        }
    }

    /** Runs a text with the documented options. */
    Ended run(PostgresDatabase database, String text) {
        return run(database, text, "-X", "-q", "-v", "ON_ERROR_STOP=1");
    }

    /** The same as another role. */
    Ended run(PGSimpleDataSource source, String text) {
        return run(source, text, "-X", "-q", "-v", "ON_ERROR_STOP=1");
    }

    Ended run(PostgresDatabase database, String text, String... options) {
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
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return new Ended(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static ProcessBuilder command(PGSimpleDataSource address, String[] options, Path file) {
        List<String> command = new ArrayList<>(List.of("psql"));
        command.addAll(List.of(options));
        command.addAll(List.of("-h", address.getServerNames()[0]));
        command.addAll(List.of("-p", Integer.toString(address.getPortNumbers()[0])));
        command.addAll(List.of("-U", address.getUser(), "-d", address.getDatabaseName(), "-f", file.toString()));
        ProcessBuilder psql = new ProcessBuilder(command).redirectErrorStream(true);
        psql.environment().put("PGPASSWORD", address.getPassword());
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
