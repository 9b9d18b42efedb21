// SPDX-License-Identifier: Apache-2.0
package dev.migration.authoring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.migration.error.MigrationException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class RevisionAuthorTests {

    private static final Clock NOON = Clock.fixed(Instant.parse("2025-01-15T23:30:00Z"), ZoneOffset.UTC);

    @TempDir
    Path directory;

    @Test
    void theFirstRevisionIsABase() throws IOException {
        Path file = author().create(RevisionDraft.of("Create tickets").named("a1"));

        assertThat(file).isEqualTo(folder().resolve("2025-01-15_a1_create_tickets.sql"));
        assertThat(Files.readString(file)).isEqualTo("""
                -- Create tickets
                --
                -- @revision   a1
                -- @created    2025-01-15T23:30:00Z

                -- @upgrade

                -- @downgrade
                """);
    }

    @Test
    void theNextRevisionRevisesTheHead() throws IOException {
        write("a1", "");

        assertThat(Files.readString(author().create(RevisionDraft.of("two")))).contains("-- @revises    a1\n");
    }

    @Test
    void anIdIsTwelveRandomDigits() {
        String name = author().create(RevisionDraft.of("x")).getFileName().toString();

        assertThat(name).matches("2025-01-15_[0-9a-f]{12}_x\\.sql");
    }

    @Test
    void labelsAndDependenciesAreWritten() throws IOException {
        write("a1", "");
        RevisionDraft draft = new RevisionDraft(
                "reports",
                List.of("base"),
                false,
                List.of("reporting"),
                List.of("a1"),
                Optional.empty(),
                Optional.of(folder().resolve("reporting")),
                "default");

        Path file = author().create(draft);

        assertThat(file.getParent()).isEqualTo(folder().resolve("reporting"));
        assertThat(Files.readString(file))
                .contains("-- @branch     reporting\n", "-- @depends-on a1\n")
                .doesNotContain("@revises");
    }

    @Test
    void theDateInFileNamesUsesTheTimeZone() {
        AuthoringSettings settings =
                settings().withZone(ZoneId.of("Asia/Tokyo")).withFileName("${year}/${date}-${slug}");

        Path file = new RevisionAuthor(settings, NOON).create(RevisionDraft.of("Ümlaut & more"));

        assertThat(file).isEqualTo(folder().resolve("2025/2025-01-16-umlaut_more.sql"));
    }

    @Test
    void longMessagesAreShortenedBetweenWords() {
        AuthoringSettings settings = settings().withSlugLength(12).withFileName("${slug}");

        assertThat(new RevisionAuthor(settings, NOON).create(RevisionDraft.of("add ticket priority")))
                .hasFileName("add_ticket.sql");
    }

    @Test
    void allFaultsAreReportedTogether() throws IOException {
        write("a1", "");
        RevisionDraft draft = new RevisionDraft(
                " ",
                List.of("nowhere"),
                false,
                List.of(),
                List.of(),
                Optional.of("a1"),
                Optional.of(directory.resolve("elsewhere")),
                "default");

        assertThatExceptionOfType(AuthoringException.class)
                .isThrownBy(() -> author().create(draft))
                .satisfies(failure -> assertThat(failure.faults()).hasSize(4))
                .withMessageContainingAll("nowhere", "no message", "'a1' already exists", "none of the locations");
        assertThat(files()).containsExactly("a1.sql");
    }

    @Test
    void unknownFieldsOfATemplateAreReported() throws IOException {
        template("-- ${mesage} ${ticket}\n-- @revision ${id}\n-- @upgrade\nSELECT '$${schema}';\n");

        assertThatExceptionOfType(AuthoringException.class)
                .isThrownBy(() -> author().create(RevisionDraft.of("x")))
                .withMessageContainingAll("${mesage}", "Did you mean 'message'?", "-x ticket=VALUE");
        assertThat(files()).isEmpty();
    }

    @Test
    void configuredFieldsAreInserted() throws IOException {
        template("-- ${ticket}: ${message}\n-- @revision ${id}\n-- @upgrade\nSELECT '$${schema}';\n");
        AuthoringSettings settings = settings().withFields(Map.of("ticket", "SUP-1"));

        assertThat(Files.readString(new RevisionAuthor(settings, NOON).create(RevisionDraft.of("x"))))
                .contains("-- SUP-1: x\n", "SELECT '${schema}';");
    }

    @Test
    void anExistingFileIsNotOverwritten() throws IOException {
        AuthoringSettings settings = settings().withFileName("same");
        Path file = new RevisionAuthor(settings, NOON).create(RevisionDraft.of("one"));
        String before = Files.readString(file);

        assertThatExceptionOfType(AuthoringException.class)
                .isThrownBy(() -> new RevisionAuthor(settings, NOON).create(RevisionDraft.of("two")))
                .withMessageContaining("already exists");
        assertThat(file).hasContent(before);
    }

    @Test
    void anInvalidTemplateLeavesNoFile() throws IOException {
        template("-- ${message}\n-- @revison ${id}\n-- @upgrade\n");

        assertThatExceptionOfType(AuthoringException.class)
                .isThrownBy(() -> author().create(RevisionDraft.of("x")))
                .withMessageContaining("would make the scripts invalid")
                .withMessageContaining("revision");
        assertThat(files()).isEmpty();
    }

    @Test
    void aMessageCannotInjectADirective() {
        assertThatExceptionOfType(AuthoringException.class)
                .isThrownBy(() -> author().create(RevisionDraft.of("one\n@revises b2")))
                .withMessageContaining("would make the scripts invalid");
        assertThat(files()).isEmpty();
    }

    @Test
    void aMergeJoinsAllHeads() throws IOException {
        write("a1", "").write("b2", "a1").write("c3", "a1");

        assertThat(Files.readString(author().merge(RevisionDraft.of("join")))).contains("-- @revises    b2, c3\n");
    }

    @Test
    void oneHeadIsNothingToMerge() throws IOException {
        write("a1", "");

        assertThatExceptionOfType(AuthoringException.class)
                .isThrownBy(() -> author().merge(RevisionDraft.of("join")))
                .withMessageContaining("only 'a1'");
    }

    @Test
    void aRebaseChangesOneLine() throws IOException {
        write("a1", "").write("b2", "a1");
        Path file = folder().resolve("c3.sql");
        Files.writeString(file, "-- three\r\n-- @revision c3\r\n-- @revises   a1\r\n-- @upgrade\r\nSELECT 1;\r\n");

        author().rebase("c3", "b2", List.of("a1"));

        assertThat(Files.readString(file))
                .isEqualTo("-- three\r\n-- @revision c3\r\n-- @revises   b2\r\n-- @upgrade\r\nSELECT 1;\r\n");
    }

    @Test
    void appliedRevisionsAreNotMoved() throws IOException {
        write("a1", "").write("b2", "a1").write("c3", "a1");

        assertThatExceptionOfType(MigrationException.class)
                .isThrownBy(() -> author().rebase("c3", "b2", List.of("a1", "c3")))
                .withMessageContaining("Already applied");
        assertThat(folder().resolve("c3.sql")).content().contains("-- @revises a1\n");
    }

    @Test
    void aSquashUpgradesInOrderAndDowngradesInReverse() throws IOException {
        write("a1", "").write("b2", "a1");

        Path file = author().squash("a1", "b2", RevisionDraft.of("both").named("s1"));

        assertThat(Files.readString(file)).isEqualTo("""
                -- both
                --
                -- @revision   s1
                -- @replaces   a1, b2
                -- @created    2025-01-15T23:30:00Z

                -- @upgrade
                -- From a1: Message of a1
                CREATE TABLE a1 ()
                ;

                -- From b2: Message of b2
                CREATE TABLE b2 ()
                ;

                -- @downgrade
                -- From b2: Message of b2
                DROP TABLE b2;

                -- From a1: Message of a1
                DROP TABLE a1;
                """);
    }

    @Test
    void revisionsWithTheirOwnOptionsAreNotSquashed() throws IOException {
        write("a1", "");
        Files.writeString(
                folder().resolve("b2.sql"),
                "-- @revision b2\n-- @revises a1\n-- @lock-timeout 2s\n-- @upgrade\nSELECT 1;\n");

        assertThatExceptionOfType(AuthoringException.class)
                .isThrownBy(() -> author().squash("a1", "b2", RevisionDraft.of("both")))
                .withMessageContaining("'b2' has a timeout");
    }

    @Test
    void aReformattedFileIsCheckedAgain() throws IOException {
        Path file = author().create(RevisionDraft.of("one").named("a1"));
        author().check(file);

        Files.writeString(file, "-- @revsion a1\n-- @upgrade\n");
        assertThatExceptionOfType(AuthoringException.class)
                .isThrownBy(() -> author().check(file))
                .withMessageContaining("revsion");
        Files.delete(file);
        assertThatExceptionOfType(AuthoringException.class)
                .isThrownBy(() -> author().check(file))
                .withMessageContaining("not a revision any more");
    }

    private RevisionAuthor author() {
        return new RevisionAuthor(settings(), NOON);
    }

    private AuthoringSettings settings() {
        return AuthoringSettings.of(folder()).withTemplates(directory.resolve("templates"));
    }

    private Path folder() {
        return directory.resolve("revisions");
    }

    private RevisionAuthorTests write(String id, String revises) throws IOException {
        Files.createDirectories(folder());
        Files.writeString(
                folder().resolve(id + ".sql"),
                "-- Message of " + id + "\n-- @revision " + id + "\n"
                        + (revises.isEmpty() ? "" : "-- @revises " + revises + "\n") + "-- @upgrade\nCREATE TABLE " + id
                        + " ()\n-- @downgrade\nDROP TABLE " + id + ";\n");
        return this;
    }

    private void template(String text) throws IOException {
        Files.createDirectories(directory.resolve("templates"));
        Files.writeString(directory.resolve("templates/default.sql"), text);
    }

    private List<String> files() {
        if (!Files.isDirectory(folder())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder())) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
