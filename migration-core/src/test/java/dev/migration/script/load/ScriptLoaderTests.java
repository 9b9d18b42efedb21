// SPDX-License-Identifier: Apache-2.0
package dev.migration.script.load;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.migration.revision.Revision;
import dev.migration.script.InvalidScriptsException;
import dev.migration.script.JavaRevision;
import dev.migration.script.MigrationContext;
import dev.migration.script.NoRevisionsException;
import dev.migration.script.RevisionScript;
import dev.migration.script.ScriptFault;
import dev.migration.script.Variables;
import dev.migration.script.location.Jars;
import dev.migration.script.location.OwnClassPath;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

@Isolated("counts the lines of a logger, to which other classes would add")
class ScriptLoaderTests {

    private static final String ODD_NAMES = "ver sion+1/größe #2 100%";

    @TempDir
    private Path folder;

    @RegisterExtension
    private final OwnClassPath classPath = new OwnClassPath();

    @Test
    void readsAFolderOnDiskAtAnyDepth() throws IOException {
        write("a.sql", "a");
        write("2025/b.sql", "b");
        write("2025/01/c.sql", "c");

        assertThat(ids(onDisk(""))).containsExactly("a", "b", "c");
    }

    @Test
    void readsAFolderOnTheClassPathAtAnyDepth() throws IOException {
        write("db/revisions/a.sql", "a");
        write("db/revisions/2025/01/b.sql", "b");
        write("db/other/c.sql", "c");
        classPath.of(folder);

        assertThat(ids("classpath:db/revisions")).containsExactly("a", "b");
    }

    @Test
    void readsAFolderInAJar() throws IOException {
        classPath.of(jar("app.jar", Map.of("db/revisions/a.sql", text("a"), "db/revisions/2025/b.sql", text("b"))));

        assertThat(ids("classpath:db/revisions")).containsExactly("a", "b");
    }

    @Test
    void readsTheSameFolderInEveryJar() throws IOException {
        write("db/revisions/a.sql", "a");
        classPath.of(
                folder,
                jar("one.jar", Map.of("db/revisions/b.sql", text("b"))),
                jar("two.jar", Map.of("db/revisions/b.sql", text("c"))));

        assertThat(ids("classpath:db/revisions")).containsExactly("a", "b", "c");
    }

    @Test
    void readsTheDefaultFolderWhenNoneIsGiven() throws IOException {
        write("db/revisions/a.sql", "a");
        classPath.of(folder);

        assertThat(ids()).containsExactly("a");
    }

    @Test
    void readsSeveralLocations() throws IOException {
        write("one/a.sql", "a");
        write("two/b.sql", "b");
        classPath.of(folder);

        assertThat(ids("classpath:one", onDisk("two"))).containsExactly("a", "b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"db/revisions", "classpath:/db/revisions/", "classpath:db/revisions", "classpath*:db/revisions"})
    void thereAreSeveralWaysToNameAFolderOnTheClassPath(String location) throws IOException {
        write("db/revisions/a.sql", "a");
        classPath.of(folder);

        assertThat(ids(location)).containsExactly("a");
    }

    @Test
    void readsOnlySqlFiles() throws IOException {
        write("a.sql", "a");
        Files.writeString(folder.resolve("README.md"), "SELECT");
        Files.writeString(folder.resolve("b.sql.orig"), text("b"));
        Files.createDirectory(folder.resolve("c.sql"));

        assertThat(ids(onDisk(""))).containsExactly("a");
    }

    @Test
    void overlappingLocationsReadAFileOnce() throws IOException {
        write("db/a.sql", "a");
        write("db/more/b.sql", "b");
        classPath.of(folder);

        assertThat(ids("classpath:db", "classpath:db/more", onDisk("db"), onDisk("db/more/"), onDisk("db/more/..")))
                .containsExactly("a", "b");
    }

    @Test
    void aLinkToAScriptIsReadOnce() throws IOException {
        write("db/a.sql", "a");
        Files.createSymbolicLink(folder.resolve("db/b.sql"), folder.resolve("db/a.sql"));

        assertThat(ids(onDisk("db"))).containsExactly("a");
    }

    @Test
    void twoHardLinksAreTwoScripts() throws IOException {
        write("db/a.sql", "a");
        Files.createLink(folder.resolve("db/b.sql"), folder.resolve("db/a.sql"));

        assertThat(catchThrowableOfType(InvalidScriptsException.class, () -> load(onDisk("db")))
                        .faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.problem()).contains("db/a.sql", "db/b.sql"));
    }

    @Test
    void overlappingLocationsInAJarReadAFileOnce() throws IOException {
        classPath.of(jar("app.jar", Map.of("db/a.sql", text("a"), "db/more/b.sql", text("b"))));

        assertThat(ids("classpath:db", "classpath:db/more")).containsExactly("a", "b");
    }

    @Test
    void filesWithOneNameAreDifferentFiles() throws IOException {
        write("one/a.sql", "a");
        write("two/a.sql", "b");

        assertThat(ids(onDisk("one"), onDisk("two"))).containsExactly("a", "b");
    }

    @Test
    void foldersOnDiskMayHaveUnusualNames() throws IOException {
        assumeFileNamesOfAnyLetter();
        write(ODD_NAMES + "/a.sql", "a");

        assertThat(load(onDisk(ODD_NAMES)).find("a"))
                .get()
                .extracting(RevisionScript::source)
                .isEqualTo(folder.resolve(ODD_NAMES).resolve("a.sql").toString());
    }

    @Test
    void foldersOnTheClassPathMayHaveUnusualNames() throws IOException {
        assumeFileNamesOfAnyLetter();
        write(ODD_NAMES + "/a.sql", "a");
        classPath.of(folder);

        assertThat(load("classpath:" + ODD_NAMES).find("a"))
                .get()
                .extracting(RevisionScript::source)
                .isEqualTo(ODD_NAMES + "/a.sql");
    }

    @Test
    void foldersInAJarMayHaveUnusualNames() throws IOException {
        classPath.of(jar("app+1.jar", Map.of(ODD_NAMES + "/größe +.sql", text("a"))));

        assertThat(load("classpath:" + ODD_NAMES).find("a"))
                .get()
                .extracting(RevisionScript::source)
                .isEqualTo(ODD_NAMES + "/größe +.sql");
    }

    @Test
    void scriptsOnTheClassPathAreNamedFromTheirLocationOn() throws IOException {
        write("db/revisions/2025/a.sql", "a");
        classPath.of(folder, jar("app.jar", Map.of("db/revisions/2026/b.sql", text("b"))));

        assertThat(load("classpath:db/revisions").all())
                .extracting(RevisionScript::source)
                .containsExactly("db/revisions/2025/a.sql", "db/revisions/2026/b.sql");
    }

    @Test
    void scriptsOnDiskAreNamedWithTheirPath() throws IOException {
        write("db/a.sql", "a");

        assertThat(load(onDisk("db")).all())
                .extracting(RevisionScript::source)
                .containsExactly(folder.resolve("db/a.sql").toString());
    }

    @Test
    void anIdInTwoJarsIsReportedWithBothJars() throws IOException {
        classPath.of(
                jar("app-1.jar", Map.of("db/a.sql", text("a"))),
                jar("app-2.jar", Map.of("db/a.sql", text("a"), "db/b.sql", text("b"))));

        assertThat(catchThrowableOfType(InvalidScriptsException.class, () -> load("classpath:db"))
                        .faults())
                .singleElement()
                .satisfies(fault ->
                        assertThat(fault.problem()).contains("Files: ", "app-1.jar!/db/a.sql", "app-2.jar!/db/a.sql"));
    }

    @Test
    void faultsOfAllLocationsAreReportedAtOnce() throws IOException {
        write("db/a.sql", "head");
        Files.writeString(folder.resolve("db/b.sql"), "-- @revision b\n-- @upgrade\nBEGIN;\n");
        classPath.of(folder);

        assertThat(catchThrowableOfType(
                                InvalidScriptsException.class,
                                () -> loader().load(List.of("classpath:db"), List.of(new Nameless())))
                        .faults())
                .extracting(ScriptFault::place)
                .containsExactly("db/a.sql:1", "db/b.sql:3", Nameless.class.getName());
    }

    @ParameterizedTest
    @ValueSource(strings = {"classpath:db/empty", "classpath:db/missing", "db/missing"})
    void aConfiguredLocationOnTheClassPathMustContainARevision(String location) throws IOException {
        Files.createDirectories(folder.resolve("db/empty"));
        classPath.of(folder);

        assertThatExceptionOfType(NoRevisionsException.class)
                .isThrownBy(() -> load(location))
                .satisfies(missing -> assertThat(missing.location()).isEqualTo(location))
                .satisfies(missing -> assertThat(missing.problem())
                        .isEqualTo("There is no revision script (*.sql) in '" + location + "'."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"empty", "missing"})
    void aConfiguredLocationOnDiskMustContainARevision(String location) throws IOException {
        Files.createDirectories(folder.resolve("empty"));

        assertThatExceptionOfType(NoRevisionsException.class).isThrownBy(() -> load(onDisk(location)));
    }

    @Test
    void everyConfiguredLocationMustContainARevision() throws IOException {
        write("db/a.sql", "a");

        assertThatExceptionOfType(NoRevisionsException.class)
                .isThrownBy(() -> load(onDisk("db"), onDisk("missing")))
                .satisfies(missing -> assertThat(missing.location()).isEqualTo(onDisk("missing")));
    }

    private RevisionScripts load(String... locations) {
        return loader().load(List.of(locations), List.of());
    }

    private List<String> ids(String... locations) {
        return load(locations).graph().revisions().stream().map(Revision::id).toList();
    }

    private ScriptLoader loader() {
        return new ScriptLoader(classPath.resolver(), Variables.NONE);
    }

    private String onDisk(String path) {
        return "filesystem:" + folder.resolve(path);
    }

    private void write(String path, String id) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text(id));
    }

    private static String text(String id) {
        return "-- @revision " + id + "\n-- @upgrade\n";
    }

    private Path jar(String name, Map<String, String> files) throws IOException {
        return Jars.write(Files.createDirectories(folder.resolve("jars")).resolve(name), files);
    }

    private static void assumeFileNamesOfAnyLetter() {
        String encoding = System.getProperty("sun.jnu.encoding", "UTF-8");
        assumeTrue(Charset.forName(encoding).newEncoder().canEncode('ö'), "file names here are " + encoding);
    }

    private static final class Nameless implements JavaRevision {

        @Override
        public void upgrade(MigrationContext context) {}
    }
}
