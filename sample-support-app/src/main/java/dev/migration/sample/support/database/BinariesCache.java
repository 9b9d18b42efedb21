// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.database;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import org.springframework.util.FileSystemUtils;

/**
 * The folder into which the zonky library unpacks PostgreSQL, once for all applications of this machine.
 *
 * <p>If a process is killed while it unpacks, the library fails on the incomplete files at every later start. This class
 * deletes them.
 */
record BinariesCache(Path path) {

    static BinariesCache ofZonky() {
        var temporary = Path.of(System.getProperty("java.io.tmpdir"), "embedded-pg");
        return new BinariesCache(Path.of(System.getProperty("ot.epg.working-dir", temporary.toString())));
    }

    /** Deletes versions that are incomplete and that no process is unpacking. */
    void dropInterrupted() throws IOException {
        if (Files.isDirectory(path)) {
            try (var versions = Files.newDirectoryStream(path, "PG-*")) {
                for (var version : versions) {
                    dropIfInterrupted(version);
                }
            }
        }
    }

    private static void dropIfInterrupted(Path version) throws IOException {
        if (Files.notExists(version.resolve(".exists")) && !isBeingUnpacked(version)) {
            FileSystemUtils.deleteRecursively(version);
        }
    }

    private static boolean isBeingUnpacked(Path version) throws IOException {
        try (var channel =
                FileChannel.open(version.resolve("epg-lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            return channel.tryLock() == null;
        } catch (OverlappingFileLockException lockedInThisJvm) {
            return true;
        }
    }
}
