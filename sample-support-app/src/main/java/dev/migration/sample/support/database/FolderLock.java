// SPDX-License-Identifier: Apache-2.0
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
 * A lock file that permits one instance at a time to start or stop the server of a folder.
 *
 * <p>The operating system releases the lock when the process of its holder ends for any reason. An old file is therefore
 * not locked.
 */
record FolderLock(Path file) {

    /** Longer than a first start takes on a slow machine: it unpacks PostgreSQL and creates a database. */
    private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(60);

    <T> T whileHeld(Supplier<T> work) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            if (!Polling.until(LOCK_TIMEOUT, () -> isLocked(channel))) {
                throw new EmbeddedDatabaseException(
                        "Another instance has held the lock %s for %d seconds: it starts or stops the database."
                                .formatted(file, LOCK_TIMEOUT.toSeconds()),
                        "End that instance and start again, or set another folder with --support.database.folder=FOLDER.");
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
