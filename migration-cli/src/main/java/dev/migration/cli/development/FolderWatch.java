// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.development;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import dev.migration.cli.setting.UsageException;

/** Watches folders, and the folders in them, for files that are saved. */
final class FolderWatch implements AutoCloseable {

    /** An editor saves a file with several changes of its folder: they end when nothing changes for so long. */
    private static final Duration QUIET = Duration.ofMillis(150);

    /** A program that writes without a pause delays the answer no longer than this. */
    private static final Duration LONGEST = Duration.ofSeconds(2);

    private final WatchService service;

    private final List<Path> roots;

    private FolderWatch(WatchService service, List<Path> roots) {
        this.service = service;
        this.roots = roots;
    }

    /** Begins to watch; what is saved from now on is seen. */
    static FolderWatch of(List<Path> folders) {
        try {
            FolderWatch watch = new FolderWatch(FileSystems.getDefault().newWatchService(), List.copyOf(folders));
            folders.forEach(watch::register);
            return watch;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /**
     * Waits until something was saved, and until nothing more is saved for a moment.
     *
     * @return false if this watch was closed, or if the thread was interrupted: it is to end then
     * @throws UsageException if a folder was deleted: one of the same name would be another folder
     */
    boolean await() {
        try {
            read(service.take());
            long deadline = System.nanoTime() + LONGEST.toNanos();
            Optional<WatchKey> next = poll();
            while (next.isPresent()) {
                read(next.get());
                next = System.nanoTime() < deadline ? poll() : Optional.empty();
            }
            return true;
        } catch (ClosedWatchServiceException closed) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Optional<WatchKey> poll() throws InterruptedException {
        return Optional.ofNullable(service.poll(QUIET.toMillis(), TimeUnit.MILLISECONDS));
    }

    /** Forgets the events of a folder, and watches the folders that are new in it. */
    private void read(WatchKey key) {
        Path folder = (Path) key.watchable();
        for (WatchEvent<?> event : key.pollEvents()) {
            if (event.context() instanceof Path name && Files.isDirectory(folder.resolve(name))) {
                register(folder.resolve(name));
            }
        }
        if (!key.reset() && roots.contains(folder)) {
            throw new UsageException(
                    "The folder " + folder + " was deleted, so that nothing in it can be watched.",
                    "Create it again, then start 'watch' again.");
        }
    }

    private void register(Path root) {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path folder : files.filter(Files::isDirectory).toList()) {
                folder.register(service, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Ends {@link #await()}, of another thread, too. */
    @Override
    public void close() {
        try {
            service.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
