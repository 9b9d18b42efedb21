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
 * A PostgreSQL that is installed on this machine with its client programs, as Debian and its kin install it. The embedded
 * server comes without {@code pg_dump}, and no pg_dump dumps a server that is newer than itself.
 *
 * @param programs where {@code initdb}, {@code pg_dump} and the others are
 */
record InstalledPostgres(Path programs) {

    private static final Path PLACE = Path.of("/usr/lib/postgresql");

    /** The newest; the test is skipped where there is none. */
    static InstalledPostgres require() {
        try (Stream<Path> versions = Files.isDirectory(PLACE) ? Files.list(PLACE) : Stream.empty()) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(bin -> Stream.of("initdb", "pg_ctl", "postgres", "pg_dump", "pg_restore")
                            .allMatch(name -> Files.isExecutable(bin.resolve(name))))
                    .max(Comparator.naturalOrder())
                    .map(InstalledPostgres::new)
                    .orElseGet(
                            () -> Assumptions.abort("There is no PostgreSQL with its server and pg_dump in " + PLACE));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** A server of its own. */
    OwnServer create(Path folder) {
        try {
            return OwnServer.createWith(programs, Files.createDirectories(folder));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** One of its programs. */
    Path program(String name) {
        return programs.resolve(name);
    }
}
