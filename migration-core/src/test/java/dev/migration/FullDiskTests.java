// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import dev.migration.execution.failure.RevisionFailedException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

/** A full tablespace. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class FullDiskTests extends OwnServerTestBase {

    private Path disk;
    private boolean mounted;

    @BeforeEach
    void mountSmallDisk(@TempDir Path folder) throws Exception {
        disk = Files.createDirectory(folder.resolve("disk"));
        mounted = asRoot("mount", "-t", "tmpfs", "-o", "size=24m,mode=0700,uid=" + uid(), "small", disk.toString());
        assumeThat(mounted)
                .as("A small disk can be mounted by root only, or by who may use sudo without a password")
                .isTrue();
        sql("CREATE TABLESPACE small LOCATION '" + Files.createDirectory(disk.resolve("space")) + "'");
        revisions.irreversible("a", "", """
                CREATE TABLE ballast TABLESPACE small AS SELECT repeat('x', 1000) FROM generate_series(1, 16000);
                CREATE TABLE t AS SELECT generate_series(1, 400000) AS a;
                """);
        migrator().upgrade("heads");
    }

    @AfterEach
    void unmountSmallDisk() throws Exception {
        database.reset();
        sql("DROP TABLESPACE IF EXISTS small");
        if (mounted) {
            asRoot("umount", disk.toString());
        }
    }

    @Test
    void aRevisionThatFindsNoRoomIsRolledBackAndRunsOnceThereIsSome() {
        revisions.irreversible(
                "b", "a", "CREATE TABLE small (id int);\nCREATE TABLE copy TABLESPACE small AS TABLE t;");

        assertThatExceptionOfType(RevisionFailedException.class)
                .isThrownBy(() -> migrator().upgrade("heads"))
                .satisfies(FullDiskTests::saysThatTheDiskIsFull);
        assertThat(tables()).containsExactly("ballast", "t");
        assertThat(applied()).containsExactly("a");

        sql("DROP TABLE ballast");
        migrator().upgrade("heads");

        assertThat(text("SELECT count(*) FROM copy")).isEqualTo("400000");
        assertThat(applied()).containsExactly("a", "b");
    }

    @Test
    void anIndexThatFindsNoRoomLeavesNothingAndIsBuiltOnceThereIsSome() {
        revisions.irreversible("b", "a", "CREATE INDEX CONCURRENTLY ix ON t (a) TABLESPACE small;");

        assertThatExceptionOfType(RevisionFailedException.class)
                .isThrownBy(() -> migrator().upgrade("heads"))
                .satisfies(FullDiskTests::saysThatTheDiskIsFull);
        assertThat(text("SELECT count(*) FROM pg_index WHERE indrelid = 't'::regclass"))
                .isEqualTo("0");

        sql("DROP TABLE ballast");
        migrator().upgrade("heads");

        assertThat(text("SELECT indisvalid::text FROM pg_index WHERE indexrelid = 'ix'::regclass"))
                .isEqualTo("true");
        assertThat(applied()).containsExactly("a", "b");
    }

    private static void saysThatTheDiskIsFull(RevisionFailedException failure) {
        assertThat(failure.sqlState()).isEqualTo("53100");
        assertThat(failure.problem()).contains("b.sql:", "No space left on device");
        assertThat(failure.remedy()).contains("disk of the server is full", "Free space");
    }

    private static String uid() throws IOException, InterruptedException {
        Process id = new ProcessBuilder("id", "-u").start();
        String uid = new String(id.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        id.waitFor();
        return uid.strip();
    }

    private static boolean asRoot(String... command) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>();
        if (!System.getProperty("user.name").equals("root")) {
            words.addAll(List.of("sudo", "--non-interactive"));
        }
        words.addAll(List.of(command));
        try {
            return new ProcessBuilder(words).start().waitFor() == 0;
        } catch (IOException noSuchProgram) {
            return false;
        }
    }
}
