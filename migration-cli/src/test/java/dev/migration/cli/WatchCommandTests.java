// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import picocli.CommandLine.Help.Ansi;

import dev.migration.cli.command.Invocation;
import dev.migration.cli.output.Console;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code watch}, on the files of a real file system. */
class WatchCommandTests extends AbstractImportTests {

    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final AtomicInteger exitCode = new AtomicInteger(-1);
    private final Thread watch = new Thread(this::watch, "watch");

    @BeforeEach
    void applyOne() throws IOException {
        write("a1", "", "CREATE TABLE tickets (id int);");
        onDatabase.run("upgrade").well();
    }

    @AfterEach
    void end() throws InterruptedException {
        watch.interrupt();
        watch.join(LONGEST.toMillis());
        assertThat(watch.isAlive()).isFalse();
    }

    private void watch() {
        PrintWriter console = new PrintWriter(new Lines());
        String[] arguments =
                Stream.concat(onDatabase.options().stream(), Stream.of("watch")).toArray(String[]::new);
        exitCode.set(CommandLines.execute(
                Invocation.of(new Console(console, console, Ansi.OFF, false), Map.of(), directory), arguments));
    }

    private void write(String id, String parent, String upgrade) throws IOException {
        shell.write(
                "revisions/" + id + ".sql",
                "-- @revision " + id + "\n" + (parent.isEmpty() ? "" : "-- @revises " + parent + "\n") + "-- @upgrade\n"
                        + upgrade + "\n-- @downgrade\n" + upgrade.replaceAll("CREATE TABLE (\\w+).*", "DROP TABLE $1;")
                        + "\n");
    }

    /** Waits for a line of the command. */
    private void awaitLine(String text) throws InterruptedException {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        String line = "";
        while (!line.contains(text)) {
            String next = lines.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            assertThat(next).as("a line with '%s'", text).isNotNull();
            line = next;
        }
    }

    private String columns(String table) {
        return query("SELECT string_agg(column_name, ' ' ORDER BY ordinal_position) FROM"
                + " information_schema.columns WHERE table_name = '" + table + "'");
    }

    @Test
    void theNewestRevisionIsAppliedAgainWheneverItsFileIsSaved() throws Exception {
        watch.start();
        awaitLine("Watching revisions");

        write("b1", "a1", "CREATE TABLE notes (id int);");
        awaitLine("The database is at b1.");
        write("b1", "a1", "CREATE TABLE notes (id int, body text);");
        awaitLine("Reverted b1");
        awaitLine("The database is at b1.");

        assertThat(columns("notes")).isEqualTo("id body");
        assertThat(columns("tickets")).isEqualTo("id");
    }

    @Test
    void aFailureIsShownAndTheNextSaveTriesAgain() throws Exception {
        watch.start();
        awaitLine("Watching revisions");

        write("b1", "a1", "CREATE TABEL notes (id int);");
        awaitLine("Failed: ");
        awaitLine("The database is at a1.");
        shell.write("revisions/b1.sql", "-- @revison b1\n");
        awaitLine("@revison");
        write("b1", "a1", "CREATE TABLE notes (id int);");
        awaitLine("The database is at b1.");

        assertThat(columns("notes")).isEqualTo("id");
    }

    @Test
    void aFolderThatIsNewIsWatchedToo() throws Exception {
        watch.start();
        awaitLine("Watching revisions");

        write("2027/b1", "", "");
        awaitLine("Failed: ");
        shell.write(
                "revisions/2027/b1.sql",
                "-- @revision b1\n-- @revises a1\n-- @upgrade\nCREATE TABLE notes (id int);\n");
        awaitLine("The database is at b1.");
    }

    @Test
    void otherRevisionsAreNeverTouched() throws Exception {
        write("b1", "a1", "CREATE TABLE notes (id int);");
        write("c1", "b1", "CREATE TABLE reports (id int);");
        watch.start();

        awaitLine("'watch' runs only the newest revision, c1");
        awaitLine("upgrade");
        assertThat(onDatabase.run("current").out()).startsWith("a1");
    }

    @Test
    void aFolderThatIsDeletedEndsIt() throws Exception {
        watch.start();
        awaitLine("Watching revisions");

        Files.delete(directory.resolve("revisions/a1.sql"));
        Files.delete(directory.resolve("revisions"));

        awaitLine("was deleted, so that nothing in it can be watched");
        watch.join(LONGEST.toMillis());
        assertThat(exitCode).hasValue(2);
    }

    @Test
    void anInterruptEndsIt() throws Exception {
        watch.start();
        awaitLine("Watching revisions");
        watch.interrupt();
        awaitLine("Stopped.");
        watch.join(LONGEST.toMillis());
        assertThat(exitCode).hasValue(0);
    }

    @Test
    @Timeout(60) // it would not end
    void jsonIsRefused() {
        Shell.Ended json = onDatabase.run("watch", "--json");

        assertThat(json.exitCode()).isEqualTo(2);
        assertThat(json.out()).contains("no end of its own", "redo --json");
    }

    /** Collects what is written, line by line. */
    private final class Lines extends Writer {

        private final StringBuilder line = new StringBuilder();

        @Override
        public void write(char[] text, int offset, int length) {
            line.append(text, offset, length);
        }

        @Override
        public void flush() {
            line.toString().lines().forEach(lines::add);
            line.setLength(0);
        }

        @Override
        public void close() {}
    }
}
