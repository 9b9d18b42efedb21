package dev.migration.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assumptions;

import dev.migration.test.postgres.OwnServer;

/**
 * A PostgreSQL that Debian's packages installed on this machine, with its client programs. The embedded server has no
 * {@code pg_dump}, and {@code pg_dump} refuses a server that is newer than itself.
 *
 * @param programs the folder of {@code initdb}, {@code pg_dump} and the other programs
 */
record InstalledPostgres(Path programs) {

    private static final Path PACKAGES = Path.of("/usr/lib/postgresql");

    /** Returns the newest version; skips the test if none is installed. */
    static InstalledPostgres require() {
        try (Stream<Path> versions = Files.isDirectory(PACKAGES) ? Files.list(PACKAGES) : Stream.empty()) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(bin -> Stream.of("initdb", "pg_ctl", "postgres", "pg_dump", "pg_restore")
                            .allMatch(name -> Files.isExecutable(bin.resolve(name))))
                    .max(Comparator.naturalOrder())
                    .map(InstalledPostgres::new)
                    .orElseGet(() ->
                            Assumptions.abort("There is no PostgreSQL with its server and pg_dump in " + PACKAGES));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Creates a server in a folder. */
    OwnServer create(Path folder) {
        try {
            return OwnServer.createWith(programs, Files.createDirectories(folder));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Returns the path of a program. */
    Path program(String name) {
        return programs.resolve(name);
    }
}
