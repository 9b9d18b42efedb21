// SPDX-License-Identifier: Apache-2.0
package dev.migration.script.load;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

import dev.migration.revision.Revision;
import dev.migration.script.InvalidScriptsException;
import dev.migration.script.JavaRevision;
import dev.migration.script.MigrationContext;
import dev.migration.script.ReversibleJavaRevision;
import dev.migration.script.RevisionHeader;
import dev.migration.script.RevisionScript;
import dev.migration.script.ScriptFault;
import dev.migration.script.Variables;
import dev.migration.script.parse.JavaRevisionParser;
import dev.migration.script.parse.ParsedScript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class JavaRevisionTests {

    @Test
    void theHeaderDefinesTheRevision() {
        assertThat(JavaRevisionParser.read(new Everything()).revision())
                .contains(new Revision(
                        "j2",
                        List.of("j1", "j0"),
                        List.of("billing"),
                        List.of("money"),
                        List.of(),
                        Optional.of(Instant.parse("2025-01-15T10:30:00Z")),
                        "Converts the status."));
    }

    @Test
    void anIdIsEnough() {
        assertThat(JavaRevisionParser.read(new First()).revision()).contains(Revision.of("j1"));
    }

    @Test
    void aSubclassHasTheHeaderOfItsParent() {
        // Spring makes subclasses of beans.
        assertThat(JavaRevisionParser.read(new First() {}).revision()).contains(Revision.of("j1"));
    }

    @Test
    void theSourceIsTheClass() {
        assertThat(script(new First()).source()).isEqualTo(First.class.getName());
    }

    @Test
    void javaHasNoChecksum() {
        assertThat(script(new First()).checksum()).isEmpty();
    }

    @Test
    void aRevisionWithADowngradeIsReversible() {
        assertThat(script(new Everything()).isReversible()).isTrue();
    }

    @Test
    void aRevisionWithoutADowngradeIsIrreversible() {
        assertThat(script(new First()).isReversible()).isFalse();
    }

    static Stream<Arguments> wrongHeaders() {
        return Stream.of(
                arguments(new Headless(), "The Java revision has no @RevisionHeader.", "Annotate the class with it."),
                arguments(new Untimely(), "'yesterday' is not a point in time.", "Write it like 2025-01-15T10:30:00Z."),
                arguments(
                        new Misnamed(),
                        "'rel-2' may only have letters, digits, '_' and '.' and cannot name a revision or a branch.",
                        "Rename it."));
    }

    @ParameterizedTest
    @MethodSource("wrongHeaders")
    void aRevisionNeedsAHeaderWithATimeAndANameThatAreValid(JavaRevision revision, String problem, String remedy) {
        assertThat(faults(revision))
                .containsExactly(new ScriptFault(revision.getClass().getName(), 0, problem, remedy));
    }

    static Stream<Arguments> wrongBatches() {
        return Stream.of(
                arguments(new Unread(), "@RevisionHeader has 'batch' or 'rows', and not both."),
                arguments(new Placed(), "'key=ctid' has no meaning for code, which cannot name a row by it."),
                arguments(new Queued(), "'mode=background' is not possible in Java."),
                arguments(new Triggering(), "'with-trigger' is not possible in Java."),
                arguments(new Updating(), "The rows of a batch are not read by a SELECT."),
                arguments(new Elsewhere(), "The statement first reads u, and '@batch' names the table t."),
                arguments(new Locking(), "The batch locks its rows itself."),
                arguments(new Annotated(), "'rows' begins with the directive '-- @see ISSUE-1'."),
                arguments(new Several(), "'rows' is not one statement."));
    }

    @ParameterizedTest
    @MethodSource("wrongBatches")
    void batchesThatCannotRunAreFaults(JavaRevision revision, String problem) {
        assertThat(faults(revision)).extracting(ScriptFault::problem).containsExactly(problem);
    }

    static Stream<JavaRevision> faultyBatches() {
        return Stream.concat(
                wrongBatches().map(batch -> (JavaRevision) batch.get()[0]),
                Stream.of(new Keyless(), new Cursor(), new Tableless(), new Grouped()));
    }

    @ParameterizedTest
    @MethodSource("faultyBatches")
    void noRemedyNamesWhatABatchInJavaDoesNotHave(JavaRevision revision) {
        assertThat(faults(revision))
                .isNotEmpty()
                .allSatisfy(fault ->
                        assertThat(fault.remedy()).doesNotContain("UPDATE", "DELETE", "ctid", "without '@batch'"));
    }

    @ParameterizedTest
    @MethodSource
    void aKeyWordMayBeTheNameOfAColumn(JavaRevision named) {
        assertThat(((RevisionScript.Java) script(named)).batch()).isPresent();
    }

    static Stream<JavaRevision> aKeyWordMayBeTheNameOfAColumn() {
        return Stream.of(new Limited(), new Offset());
    }

    @Test
    void batchesAreASectionWithOneStatement() {
        RevisionScript.Java script = (RevisionScript.Java) script(new Batched());

        assertThat(script.batch()).get().satisfies(section -> {
            assertThat(section.batched()).isTrue();
            assertThat(section.text()).isEqualTo("-- @batch table=t key=id\nSELECT id FROM t WHERE v IS NULL");
        });
    }

    @Test
    void baseMeansNoDownRevision() {
        assertThat(JavaRevisionParser.read(new OnBase()).revision()).contains(Revision.of("j3"));
    }

    @Test
    void sqlAndJavaFormOneGraph() {
        ParsedScript sql = Parsing.parse("-- @revision s\n-- @revises j1\n-- @upgrade\n");
        RevisionScripts scripts = RevisionScripts.of(List.of(sql, JavaRevisionParser.read(new First())));

        assertThat(scripts.graph().revisions()).extracting(Revision::id).containsExactly("j1", "s");
    }

    @Test
    void anIdOfAFileAndAClassIsReportedWithBoth() {
        ParsedScript sql = Parsing.parse("-- @revision j1\n-- @upgrade\n");
        ParsedScript java = JavaRevisionParser.read(new First());

        assertThat(catchThrowableOfType(InvalidScriptsException.class, () -> RevisionScripts.of(List.of(sql, java)))
                        .problem())
                .contains("Files: a.sql, " + First.class.getName() + ".");
    }

    @Test
    void revisionsAreFoundAsServices(@TempDir Path folder) throws Exception {
        try (URLClassLoader loader = withServices(folder, First.class.getName())) {
            List<JavaRevision> found = JavaRevisions.find(loader);
            RevisionScripts scripts = new ScriptLoader(new PathMatchingResourcePatternResolver(loader), Variables.NONE)
                    .load(List.of(), found);

            assertThat(scripts.find("j1"))
                    .get()
                    .extracting(RevisionScript::source)
                    .isEqualTo(First.class.getName());
        }
    }

    @Test
    void everyServiceThatCannotBeCreatedIsAFault(@TempDir Path folder) throws Exception {
        try (URLClassLoader loader = withServices(
                folder,
                Everything.class.getName(),
                First.class.getName(),
                "org.example.Gone",
                Failing.class.getName(),
                Parsing.class.getName())) {

            InvalidScriptsException refused =
                    catchThrowableOfType(InvalidScriptsException.class, () -> JavaRevisions.find(loader));

            assertThat(refused.faults())
                    .extracting(ScriptFault::problem)
                    .zipSatisfy(
                            List.of(
                                    Everything.class.getName(),
                                    "org.example.Gone not found.",
                                    "java.lang.IllegalStateException: not today.",
                                    Parsing.class.getName()),
                            (problem, part) -> assertThat(problem).contains(part));
            assertThat(refused.problem()).contains("META-INF/services/" + JavaRevision.class.getName());
            assertThat(refused.remedy()).contains("its constructor without parameters are public");
        }
    }

    private static URLClassLoader withServices(Path folder, String... classes) throws IOException {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.write(services.resolve(JavaRevision.class.getName()), List.of(classes));
        return new URLClassLoader(new URL[] {folder.toUri().toURL()}, JavaRevisionTests.class.getClassLoader());
    }

    private static RevisionScript script(JavaRevision code) {
        return JavaRevisionParser.read(code).script().orElseThrow();
    }

    private static List<ScriptFault> faults(JavaRevision code) {
        return catchThrowableOfType(
                        InvalidScriptsException.class, () -> RevisionScripts.of(List.of(JavaRevisionParser.read(code))))
                .faults();
    }

    /** Public, because the service loader requires it. */
    @RevisionHeader(revision = "j1")
    public static class First implements JavaRevision {

        @Override
        public void upgrade(MigrationContext context) {}
    }

    /** Its constructor fails. */
    public static class Failing implements JavaRevision {

        public Failing() {
            throw new IllegalStateException("not today");
        }

        @Override
        public void upgrade(MigrationContext context) {}
    }

    @RevisionHeader(
            revision = "j2",
            revises = {"j1", "j0"},
            branch = "money",
            dependsOn = "billing",
            created = "2025-01-15T11:30:00+01:00",
            message = "Converts the status.")
    private static final class Everything implements ReversibleJavaRevision {

        @Override
        public void upgrade(MigrationContext context) {}

        @Override
        public void downgrade(MigrationContext context) {}
    }

    @RevisionHeader(revision = "j3", revises = "base")
    private static final class OnBase implements JavaRevision {

        @Override
        public void upgrade(MigrationContext context) {}
    }

    @RevisionHeader(revision = "rel-2")
    private static final class Misnamed implements JavaRevision {

        @Override
        public void upgrade(MigrationContext context) {}
    }

    @RevisionHeader(revision = "j4", created = "yesterday")
    private static final class Untimely implements JavaRevision {

        @Override
        public void upgrade(MigrationContext context) {}
    }

    @RevisionHeader(revision = "j5", batch = "table=t key=id", rows = "SELECT id FROM t WHERE v IS NULL")
    private static final class Batched extends First {}

    @RevisionHeader(revision = "j5", batch = "table=t key=id")
    private static final class Unread extends First {}

    @RevisionHeader(revision = "j5", batch = "table=t key=ctid", rows = "SELECT id FROM t")
    private static final class Placed extends First {}

    @RevisionHeader(revision = "j5", batch = "table=t key=id mode=background", rows = "SELECT id FROM t")
    private static final class Queued extends First {}

    @RevisionHeader(revision = "j5", batch = "table=t key=id with-trigger=x", rows = "SELECT id FROM t")
    private static final class Triggering extends First {}

    @RevisionHeader(revision = "j5", batch = "table=t key=id", rows = "UPDATE t SET v = 1")
    private static final class Updating extends First {}

    @RevisionHeader(revision = "j5", batch = "table=t key=id", rows = "SELECT id FROM u, t")
    private static final class Elsewhere extends First {}

    @RevisionHeader(revision = "j5", batch = "table=t key=id", rows = "SELECT id FROM t FOR UPDATE")
    private static final class Locking extends First {}

    @RevisionHeader(revision = "j5", batch = "table=t key=id", rows = "SELECT id FROM t; DELETE FROM t")
    private static final class Several extends First {}

    @RevisionHeader(revision = "j5", batch = "table=t", rows = "SELECT id FROM t")
    private static final class Keyless extends First {}

    @RevisionHeader(revision = "j5", batch = "table=t key=id", rows = "SELECT id FROM t WHERE CURRENT OF c")
    private static final class Cursor extends First {}

    @RevisionHeader(revision = "j5", batch = "table=t key=id", rows = "SELECT 1")
    private static final class Tableless extends First {}

    @RevisionHeader(revision = "j5", batch = "table=t key=id", rows = "SELECT id FROM t GROUP BY id")
    private static final class Grouped extends First {}

    @RevisionHeader(
            revision = "j5",
            batch = "table=t key=id",
            rows = "SELECT t.id, t.limit FROM t WHERE t.limit IS NULL AND t.group > 1")
    private static final class Limited extends First {}

    @RevisionHeader(
            revision = "j5",
            batch = "table=t key=id",
            rows = "SELECT id, n AS offset, m AS from, o AS for FROM t WHERE n > 1")
    private static final class Offset extends First {}

    @RevisionHeader(
            revision = "j5",
            batch = "table=t key=id",
            rows = "-- @see ISSUE-1\nSELECT id FROM t WHERE v IS NULL")
    private static final class Annotated extends First {}

    private static final class Headless implements JavaRevision {

        @Override
        public void upgrade(MigrationContext context) {}
    }
}
