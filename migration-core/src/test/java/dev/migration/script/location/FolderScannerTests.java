// SPDX-License-Identifier: Apache-2.0
package dev.migration.script.location;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

import dev.migration.script.InvalidScriptsException;
import dev.migration.script.Variables;
import dev.migration.script.load.ScriptLoader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** A path that may contain a revision is never left out without a report. */
class FolderScannerTests {

    @TempDir
    private Path folder;

    @Test
    void aSuffixInCapitalsIsReported() throws IOException {
        Files.writeString(folder.resolve("a.SQL"), "");

        assertFault(
                "a.SQL  The name ends with '.SQL' instead of '.sql': the file would not be read.",
                "Rename it to 'a.sql'");
    }

    @Test
    void aLinkWithoutTargetIsReported() throws IOException {
        Files.createSymbolicLink(folder.resolve("a.sql"), Path.of("gone/a.sql"));

        assertFault("a.sql  It is a link to 'gone/a.sql', which does not exist", "Restore the target");
    }

    @Test
    void aLinkToAMissingFolderIsReported() throws IOException {
        Files.createSymbolicLink(folder.resolve("module"), Path.of("gone"));

        assertFault("module  It is a link to 'gone', which does not exist", "or delete the link");
    }

    @Test
    void whatIsNeitherFileNorFolderIsReported() throws IOException, InterruptedException {
        Path pipe = folder.resolve("a.sql");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();

        assertFault("a.sql  It is neither a file nor a folder.", "Replace it by a file");
    }

    @Test
    void theMarkOfAnEditorIsNoRevision() throws IOException {
        Files.createSymbolicLink(folder.resolve(".#a.sql"), Path.of("somebody@host.1234:1"));

        assertThat(FolderScanner.of(folder, "revisions")).isEmpty();
    }

    private void assertFault(String problem, String remedy) {
        ScriptLoader loader = new ScriptLoader(new PathMatchingResourcePatternResolver(), Variables.NONE);

        assertThatExceptionOfType(InvalidScriptsException.class)
                .isThrownBy(() -> loader.load(List.of("filesystem:" + folder), List.of()))
                .satisfies(invalid -> {
                    assertThat(invalid.problem()).contains(problem);
                    assertThat(invalid.remedy() + invalid.faults()).contains(remedy);
                });
    }
}
