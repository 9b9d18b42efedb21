// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.database;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class BinariesCacheTests {

    @TempDir
    Path cache;

    private Path version;

    @BeforeEach
    void unpackPart() throws IOException {
        version = Files.createDirectory(cache.resolve("PG-0123"));
        Files.createFile(version.resolve("libpq.so"));
    }

    @Test
    void interruptedUnpackingIsDeleted() throws IOException {
        new BinariesCache(cache).dropInterrupted();

        assertThat(version).doesNotExist();
    }

    @Test
    void finishedUnpackingIsKept() throws IOException {
        Files.createFile(version.resolve(".exists"));

        new BinariesCache(cache).dropInterrupted();

        assertThat(version).isDirectoryContaining("glob:**libpq.so");
    }

    @Test
    void unpackingInProgressIsKept() throws IOException {
        try (var lock =
                FileChannel.open(version.resolve("epg-lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            lock.lock();

            new BinariesCache(cache).dropInterrupted();
        }

        assertThat(version).isDirectoryContaining("glob:**libpq.so");
    }

    @Test
    void aMissingFolderIsIgnored() throws IOException {
        new BinariesCache(cache.resolve("none")).dropInterrupted();

        assertThat(cache.resolve("none")).doesNotExist();
    }
}
