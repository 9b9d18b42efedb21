package dev.migration.sample.support.database;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import org.springframework.util.FileSystemUtils;

/**
 * The folder into which zonky unpacks PostgreSQL, once for all applications of this machine.
 *
 * <p>Zonky cannot go on after it was killed while it unpacked: the next time it stumbles over the files that are there,
 * and every time after that.
 */
record BinariesCache(Path path) {

    static BinariesCache ofZonky() {
        var temporary = Path.of(System.getProperty("java.io.tmpdir"), "embedded-pg");
        return new BinariesCache(Path.of(System.getProperty("ot.epg.working-dir", temporary.toString())));
    }

    /** Throws away what somebody began to unpack and nobody is unpacking any more. */
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
        if (Files.notExists(version.resolve(".exists")) && nobodyIsUnpacking(version)) {
            FileSystemUtils.deleteRecursively(version);
        }
    }

    private static boolean nobodyIsUnpacking(Path version) throws IOException {
        try (var channel =
                FileChannel.open(version.resolve("epg-lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException somebodyOfThisJvmIs) {
            return false;
        }
    }
}
