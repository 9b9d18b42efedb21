// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.io.IOException;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/** A script that is larger than the heap, in a JVM of its own. */
class LargeScriptTests extends MigratorTestBase {

    private static final Logger log = LoggerFactory.getLogger("dev.migration.test.LargeScript");

    @Test
    void aScriptOfTwentyMegabytesNeedsSixteen() throws Exception {
        runInSmallHeap(20, 16);
    }

    @Test
    @Tag("slow")
    void aScriptOfAHundredMegabytesNeedsSixtyFour() throws Exception {
        runInSmallHeap(100, 64);
    }

    private void runInSmallHeap(int megabytes, int heap) throws Exception {
        long rows = writeScript(megabytes * 1_000_000L);
        Path output = directory.resolve("output.txt");
        long start = System.nanoTime();
        Process child = ChildProcess.of(this, Child.class, "-Xmx" + heap + "m")
                .redirectErrorStream(true)
                .redirectOutput(Redirect.to(output.toFile()))
                .start();

        assertThat(child.waitFor(10, TimeUnit.MINUTES)).isTrue();
        assertThat(child.exitValue()).as(Files.readString(output)).isZero();
        log.info(
                "{} INSERTs, {} MB, with -Xmx{}m: {} ms",
                rows,
                megabytes,
                heap,
                Duration.ofNanos(System.nanoTime() - start).toMillis());
        assertThat(text("SELECT count(*) FROM large")).isEqualTo(Long.toString(rows));
        assertThat(text("SELECT octet_length(upgrade_sql) > 100000 FROM migration_revision"))
                .isEqualTo("t");
    }

    private long writeScript(long size) throws IOException {
        long written = 0;
        long rows = 0;
        try (Writer script = Files.newBufferedWriter(directory.resolve("large.sql"))) {
            script.write("-- @revision large\n-- @upgrade\nCREATE TABLE large (id bigint, payload text);\n");
            while (written < size) {
                String statement = "INSERT INTO large (id, payload) VALUES (" + rows + ", '"
                        + "payload of row ".repeat(9) + Long.toHexString(rows * 0x9E3779B97F4A7C15L) + "');\n";
                script.write(statement);
                written += statement.length();
                rows++;
            }
        }
        return rows;
    }

    /** The program that runs with the small heap. */
    static final class Child {

        private Child() {}

        public static void main(String[] arguments) {
            ChildProcess.migrator(arguments).upgrade("heads");
        }
    }
}
