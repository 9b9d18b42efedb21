// SPDX-License-Identifier: Apache-2.0
package dev.migration.authoring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ProjectInitializerTests {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2025-01-15T23:30:00Z"), ZoneOffset.UTC);

    @TempDir
    Path directory;

    @Test
    void aProjectIsInitializedOnce() {
        initialize("revisions");

        assertThat(directory.resolve("migration.properties"))
                .content()
                .contains("migration.locations=filesystem:revisions");
        assertThatExceptionOfType(AuthoringException.class)
                .isThrownBy(() -> initialize("others"))
                .satisfies(failure -> assertThat(failure.faults()).hasSize(2));
    }

    @Test
    void aProjectIsInitializedCompletelyOrNotAtAll() throws IOException {
        Files.writeString(directory.resolve("revision-templates"), "a file where a folder should be");

        assertCannotBeWritten("revisions");
        assertThat(directory.resolve("migration.properties")).doesNotExist();
    }

    @Test
    void aFailedInitializationLeavesNoFolder() throws IOException {
        Files.writeString(directory.resolve("file"), "a file where a folder should be");

        assertCannotBeWritten("file/revisions");
        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left).containsExactly(directory.resolve("file"));
        }
    }

    @Test
    void theFirstRevisionOfAProjectIsValidAndEmpty() throws IOException {
        Path file = initialize("revisions").get(2);

        assertThat(file).isEqualTo(directory.resolve("revisions/2025-01-15_a1_begin.sql"));
        RevisionAuthor author = new RevisionAuthor(settings("revisions"), CLOCK);
        assertThat(author.fileOf("head")).isEqualTo(file);
        assertThat(author.hasRevisions()).isTrue();
    }

    private List<Path> initialize(String revisions) {
        return ProjectInitializer.of(
                        directory,
                        Path.of(revisions),
                        settings(revisions),
                        Optional.of(InitialRevision.empty("begin", Optional.of("a1"), CLOCK.instant())))
                .write();
    }

    private AuthoringSettings settings(String revisions) {
        return AuthoringSettings.of(directory.resolve(revisions));
    }

    private void assertCannotBeWritten(String folder) {
        assertThatExceptionOfType(AuthoringException.class)
                .isThrownBy(() -> initialize(folder))
                .withMessageContaining("cannot be written");
    }
}
