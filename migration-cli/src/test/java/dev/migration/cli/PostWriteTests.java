// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Post-write hooks, and files that cannot be written. No database is needed. */
class PostWriteTests {

    @TempDir
    Path directory;

    private CommandLineJar jar;

    @BeforeEach
    void createJar() {
        jar = CommandLineJar.of(directory);
    }

    @Test
    void hooksRunOnEachNewFileInAlphabeticalOrder() throws Exception {
        settings(
                "migration.authoring.post-write.b=sed -i -e 's/one/two/' -e \"s/${nothing}//\" ${file}",
                "migration.authoring.post-write.a=echo formatting ${file}");
        jar.run("revision", "-m", "x").refused(2, "${nothing}", "the only placeholder is '${file}'");
        settings(
                "migration.authoring.post-write.b=sed -i 's/message one/message two/' ${file}",
                "migration.authoring.post-write.a=echo formatting ${file}");

        String out = jar.run("revision", "-m", "message one", "--rev-id", "a1")
                .well()
                .out();

        assertThat(out)
                .containsSubsequence(
                        "Wrote " + directory.resolve("revisions"),
                        "Ran a",
                        "  formatting /",
                        "a1_message_one.sql",
                        "Ran b");
        assertThat(file("a1")).content().contains("-- message two");
    }

    @Test
    void mergeSquashAndInitRunHooksToo() throws Exception {
        settings("migration.authoring.post-write.mark=sed -i '$ a -- formatted' ${file}");
        jar.table("a1", "").table("b2", "a1").table("c1", "b2").table("c2", "b2");

        jar.run("merge", "-m", "m", "--rev-id", "m3").well();
        jar.run("squash", "a1:b2", "-m", "s", "--rev-id", "s4").well();
        Files.move(directory.resolve("migration.properties"), directory.resolve("others.properties"));
        jar.run("--config", "others.properties", "init", "elsewhere", "--rev-id", "f5")
                .well();

        assertThat(file("m3")).content().endsWith("-- formatted\n");
        assertThat(file("s4")).content().endsWith("-- formatted\n");
        try (Stream<Path> files = Files.list(directory.resolve("elsewhere"))) {
            assertThat(files)
                    .singleElement()
                    .satisfies(file -> assertThat(file).content().endsWith("-- formatted\n"));
        }
    }

    @Test
    void aListSelectsAndOrdersHooks() throws Exception {
        settings(
                "migration.authoring.post-write=second, first",
                "migration.authoring.post-write.first=echo 1",
                "migration.authoring.post-write.second=echo 2",
                "migration.authoring.post-write.third=echo 3");

        JsonNode written = jar.json("revision", "-m", "x");

        assertThat(written.at("/hooks")
                        .valueStream()
                        .map(hook -> hook.get("name").stringValue()))
                .containsExactly("second", "first");
        assertThat(written.at("/hooks/0/output/0").stringValue()).isEqualTo("2");
        settings("migration.authoring.post-write=frist", "migration.authoring.post-write.first=echo 1");
        jar.run("revision", "-m", "y").refused(2, "Did you mean 'first'?");
    }

    @Test
    void aPathIsOneWordWithoutAShell() throws Exception {
        settings(
                "migration.authoring.file-name=a b/$(touch pwned) ${slug}",
                "migration.authoring.post-write.a=sed -i 's/one/two/' ${file}",
                "migration.authoring.post-write.b=touch 'made by hook'");

        jar.run("revision", "-m", "one").well();

        assertThat(directory.resolve("revisions/a b/$(touch pwned) one.sql"))
                .content()
                .contains("-- two");
        assertThat(directory.resolve("made by hook")).exists();
        assertThat(directory.resolve("pwned")).doesNotExist();
    }

    @Test
    void aFailingHookLeavesTheFile() throws Exception {
        settings(
                "migration.authoring.post-write.a=sh -c 'echo line 3 is ugly >&2; exit 7'",
                "migration.authoring.post-write.b=touch never");

        jar.run("revision", "-m", "x", "--rev-id", "a1")
                .refused(1, "'a' exited with code 7", "stays", "line 3 is ugly", "migration.authoring.post-write.a");

        assertThat(file("a1")).exists();
        assertThat(directory.resolve("never")).doesNotExist();
        JsonNode failed = jar.json("revision", "-m", "x", "--rev-id", "b2");
        assertThat(failed.at("/files/0").stringValue()).contains("b2");
        assertThat(failed.at("/error/type").stringValue()).isEqualTo("PostWriteException");
    }

    @Test
    void aMissingOrHangingHookIsReportedByName() throws Exception {
        settings("migration.authoring.post-write.a=nowhere-to-be-found ${file}");
        jar.run("revision", "-m", "x").refused(1, "'a' failed", "nowhere-to-be-found", "stays");

        settings("migration.authoring.post-write.a=sleep 300", "migration.authoring.post-write-timeout=1s");
        jar.run("revision", "-m", "y").refused(1, "'a' failed", "did not finish within 1 s");

        settings("migration.authoring.post-write.a=echo 'open", "migration.authoring.post-write-timeout=5");
        jar.run("revision", "-m", "z").refused(2, "not closed", "5s");
    }

    @Test
    void aFileThatAHookBreaksIsReported() throws Exception {
        settings("migration.authoring.post-write.a=sed -i 's/@upgrade/@upgrad/' ${file}");
        jar.run("revision", "-m", "x").refused(1, "@upgrad", "Correct");

        settings("migration.authoring.post-write.a=rm ${file}");
        Files.walk(directory.resolve("revisions")).filter(Files::isRegularFile).forEach(PostWriteTests::delete);
        jar.run("revision", "-m", "x").refused(1, "not a revision any more");
    }

    @Test
    void aFileThatCannotBeWrittenIsReported() throws Exception {
        jar.run("--location", "filesystem:/proc/revisions", "revision", "-m", "x")
                .refused(1, "/proc/revisions", "cannot be written");
        Files.writeString(directory.resolve("file"), "in the way");
        jar.run("--location", "filesystem:file/revisions", "revision", "-m", "x")
                .refused(1, "file/revisions");
        jar.run("--location", "filesystem:file", "revision", "-m", "x").refused(1, "file");

        assertThat(Files.list(directory)).containsExactly(directory.resolve("file"));
        assertThat(directory.resolve("file")).hasContent("in the way");
    }

    private Path file(String id) throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("revisions"))) {
            return files.filter(file -> file.toString().contains("_" + id + "_"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private void settings(String... lines) throws IOException {
        Files.write(directory.resolve("migration.properties"), List.of(lines));
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }
}
