// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The folder of an embedded database. It contains the data, the log of the server and a lock file.
 *
 * <p>The data are in a subfolder with a new name, which is marked when it is complete. If an instance is killed while it
 * creates the data, its child process continues to write for a moment; the next attempt uses another name.
 */
record DatabaseFolder(Path path) {

    /** The major version of the embedded binaries. A data folder is for one major version of PostgreSQL only. */
    private static final String MAJOR_VERSION = "18";

    private static final String COMPLETE = "complete";
    private static final String VERSION = "PG_VERSION";

    DatabaseFolder {
        path = path.toAbsolutePath().normalize();
    }

    /** Creates the folder if it does not exist, and runs {@code work} while no other instance does. */
    <T> T whileLocked(Supplier<T> work) {
        try {
            Files.createDirectories(path);
            return new FolderLock(path.resolve("start.lock")).whileHeld(work);
        } catch (IOException | UncheckedIOException e) {
            throw unusable(e);
        }
    }

    /** Returns the complete data folder, if there is one. */
    Optional<Path> data() {
        try (Stream<Path> children = Files.list(path)) {
            refuseOtherVersion(path);
            var data = children.filter(child -> Files.exists(child.resolve(COMPLETE)))
                    .findFirst();
            data.ifPresent(this::refuseOtherVersion);
            return data;
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /** Creates a subfolder for new data. */
    Path freshData() {
        try {
            return Files.createTempDirectory(path, "postgres-");
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /** Marks the data as complete, so that later starts use them. */
    void complete(Path data) {
        try {
            Files.write(data.resolve(COMPLETE), new byte[0]);
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /** The log file of the server. */
    Path log() {
        return path.resolve("server.log");
    }

    /** Returns the last lines of the log, for an error message. */
    String endOfLog() {
        try (var lines = Files.lines(log())) {
            var all = lines.toList();
            var end = all.subList(Math.max(0, all.size() - 5), all.size());
            return "The end of its log:%n%s".formatted(String.join(System.lineSeparator(), end));
        } catch (IOException | UncheckedIOException e) {
            return "It has no log.";
        }
    }

    private void refuseOtherVersion(Path data) {
        var version = version(data);
        if (version.filter(found -> !found.equals(MAJOR_VERSION)).isPresent()) {
            throw new EmbeddedDatabaseException(
                    "The folder %s holds data of PostgreSQL %s; the embedded server is PostgreSQL %s and cannot read them."
                            .formatted(data, version.get(), MAJOR_VERSION),
                    "Set another folder with --support.database.folder=FOLDER; to keep these data, dump them with PostgreSQL %s first."
                            .formatted(version.get()));
        }
    }

    private Optional<String> version(Path data) {
        var file = data.resolve(VERSION);
        try {
            return Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private EmbeddedDatabaseException unusable(Exception cause) {
        return new EmbeddedDatabaseException(
                "The folder %s cannot hold the embedded database: %s".formatted(path, cause),
                "Make it a folder that you may write, or set another folder with --support.database.folder=FOLDER.",
                cause);
    }
}
