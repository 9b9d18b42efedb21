// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import dev.migration.error.Suppressed;

import static org.assertj.core.api.Assertions.assertThat;

/** Nobody needs the rows that a script returns: they are not kept in memory. */
class DiscardedRowsTests extends MigratorTestBase {

    private static final String MANY = "SELECT n, 'row ' || n FROM generate_series(1, 1500000) n;\n";

    @Test
    void moreRowsThanFitIntoMemoryAreDiscarded() throws Exception {
        revisions.revision(
                "a", "", "CREATE TABLE t (a int);\n" + MANY + "INSERT INTO t VALUES (1);", MANY + "DROP TABLE t;");
        revisions.irreversible("b", "a", MANY + "VACUUM t;\n" + MANY);
        revisions.irreversible(
                "c", "b", "INSERT INTO t SELECT generate_series(1, 800000) RETURNING a, 'row ' || a, 'and ' || a;");
        revisions.write("h", "-- @hook before-revision\n" + MANY);
        revisions.write("v", "-- @repeatable v\n" + MANY);
        Path output = directory.resolve("output.txt");

        Process child = ChildProcess.of(this, Child.class, "-Xmx48m")
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();

        assertThat(child.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(child.exitValue()).as(Files.readString(output)).isZero();
        assertThat(applied()).startsWith("a", "b", "c");
    }

    @Test
    void anErrorIsNotSuppressedIntoItself() {
        OutOfMemoryError error = new OutOfMemoryError("shared");

        Suppressed.add(error, error);
        Suppressed.add(error, new IllegalStateException("second"));

        assertThat(error.getSuppressed()).singleElement().isInstanceOf(IllegalStateException.class);
    }

    static final class Child {

        private Child() {}

        public static void main(String[] arguments) {
            ChildProcess.migrator(arguments).upgrade("heads");
        }
    }
}
