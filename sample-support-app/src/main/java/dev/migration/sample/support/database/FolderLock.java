package dev.migration.sample.support.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Lets one instance at a time look after a folder.
 *
 * <p>The operating system releases the lock when its holder dies, however it dies: the file may be old, the lock is not.
 */
record FolderLock(Path file) {

    /** Longer than a first start takes on a slow machine: it unpacks PostgreSQL and makes a database. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    <T> T whileHeld(Supplier<T> work) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            if (!Polling.until(PATIENCE, () -> isLocked(channel))) {
                throw new EmbeddedDatabaseException(
                        "Another instance has been starting or stopping the database behind %s for %d seconds."
                                .formatted(file, PATIENCE.toSeconds()),
                        "End that instance and try again, or name another folder with --support.database.folder=FOLDER.");
            }
            return work.get();
        }
    }

    private static boolean isLocked(FileChannel channel) {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException heldByAnotherThread) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
