package dev.migration.sample.support.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The folder that keeps an embedded database: its data, the log of its server, and a lock.
 *
 * <p>The data stand in a folder with a fresh name that is marked once it is complete. An instance that is killed while it
 * makes them leaves a helper behind that goes on writing for a moment; a fresh name keeps the next attempt out of its way.
 */
record DatabaseFolder(Path path) {

    /** What the embedded binaries are. A data folder serves one major version of PostgreSQL only. */
    private static final String MAJOR_VERSION = "18";

    private static final String COMPLETE = "complete";
    private static final String VERSION = "PG_VERSION";

    DatabaseFolder {
        path = path.toAbsolutePath().normalize();
    }

    /** Makes the folder, if need be, and keeps other instances out of it meanwhile. */
    <T> T whileLocked(Supplier<T> work) {
        try {
            Files.createDirectories(path);
            return new FolderLock(path.resolve("start.lock")).whileHeld(work);
        } catch (IOException | UncheckedIOException e) {
            throw unusable(e);
        }
    }

    /** Where the data are, if there are any. */
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

    /** Where new data are to be made. */
    Path freshData() {
        try {
            return Files.createTempDirectory(path, "postgres-");
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /** Marks the data as complete: from now on they are the database. */
    void complete(Path data) {
        try {
            Files.write(data.resolve(COMPLETE), new byte[0]);
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /** What the server writes while it runs. */
    Path log() {
        return path.resolve("server.log");
    }

    /** The last that the server had to say, if it came to that. */
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
                    "Name another folder with --support.database.folder=FOLDER; dump these data with PostgreSQL %s first, if they matter."
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
                "Make it a folder that you may write, or name another one with --support.database.folder=FOLDER.",
                cause);
    }
}
