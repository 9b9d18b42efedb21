// SPDX-License-Identifier: Apache-2.0
package dev.migration.authoring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** A revision is written into its folder, or below it, and nowhere else. */
class FileNamesTests {

    @TempDir
    private Path directory;

    private Path folder;

    @BeforeEach
    void createFolders() throws IOException {
        folder = Files.createDirectories(directory.resolve("project/revisions"));
        Files.createDirectories(directory.resolve("elsewhere"));
        Files.createSymbolicLink(folder.resolve("link"), directory.resolve("elsewhere"));
        Files.createSymbolicLink(folder.resolve("inside"), Files.createDirectories(folder.resolve("2025")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../${id}",
                "../../elsewhere/${id}",
                "2025/../../${id}",
                "/tmp/${id}",
                "link/${id}",
                "link/deeper/${id}",
                "link/../${id}",
                "new/../${id}",
                "../revisions-2/${id}"
            })
    void aNameThatLeavesTheFolderIsRefused(String pattern) throws IOException {
        assertThatExceptionOfType(AuthoringException.class)
                .isThrownBy(() -> create(pattern))
                .withMessageContaining("would not be in the folder")
                .withMessageContaining("migration.authoring.file-name");
        assertThat(files()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"${id}", "2025/${id}", "new/deep/${id}", "inside/${id}", "./${id}", "..${id}"})
    void aNameBelowTheFolderIsAccepted(String pattern) throws IOException {
        create(pattern);

        assertThat(files()).hasSize(1).allSatisfy(file -> assertThat(file).startsWith(folder));
    }

    @Test
    void aFolderThatIsALinkIsAccepted() throws IOException {
        folder = Files.createSymbolicLink(directory.resolve("linked"), folder);

        assertThat(create("2025/${id}")).exists();
    }

    private Path create(String pattern) {
        AuthoringSettings settings = AuthoringSettings.of(folder).withFileName(pattern);
        return new RevisionAuthor(settings, Clock.systemUTC()).create(RevisionDraft.of("first"));
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
