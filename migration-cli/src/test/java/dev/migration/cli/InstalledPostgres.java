// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

import dev.migration.test.postgres.InstalledProgram;
import dev.migration.test.postgres.OwnServer;

/**
 * A PostgreSQL that is installed on this machine with its client programs, in the folder that Debian uses. The embedded server has
 * no {@code pg_dump}, and pg_dump refuses a server that is newer than itself.
 *
 * @param programs the folder of {@code initdb}, {@code pg_dump} and the other programs
 */
record InstalledPostgres(Path programs) {

    private static final Path ROOT = Path.of("/usr/lib/postgresql");

    /** The newest installed version; the test is skipped if there is none. */
    static InstalledPostgres require() {
        try (Stream<Path> versions = Files.isDirectory(ROOT) ? Files.list(ROOT) : Stream.empty()) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(bin -> Stream.of("initdb", "pg_ctl", "postgres", "pg_dump", "pg_restore")
                            .allMatch(name -> Files.isExecutable(bin.resolve(name))))
                    .max(Comparator.naturalOrder())
                    .map(InstalledPostgres::new)
                    .orElseGet(InstalledPostgres::missing);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static InstalledPostgres missing() {
        InstalledProgram.require(false, "PostgreSQL with its server and pg_dump in " + ROOT);
        throw new IllegalStateException("Never reached");
    }

    /** Creates a server, which is not started. */
    OwnServer create(Path folder) {
        try {
            return OwnServer.createWith(programs, Files.createDirectories(folder));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The path of one of its programs. */
    Path program(String name) {
        return programs.resolve(name);
    }
}
