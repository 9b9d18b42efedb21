// SPDX-License-Identifier: Apache-2.0
package dev.migration.script.location;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

import dev.migration.revision.Revision;
import dev.migration.script.NoRevisionsException;
import dev.migration.script.Variables;
import dev.migration.script.load.ScriptLoader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Finding scripts when Spring runs ahead-of-time generated code. */
@Isolated("sets a system property that every search for scripts reads")
class ScriptIndexTests {

    private static final List<String> DEFAULT = List.of();

    @TempDir
    private Path folder;

    @RegisterExtension
    private final OwnClassPath classPath = new OwnClassPath();

    @BeforeEach
    void openClassPath() throws IOException {
        classPath.of(folder);
    }

    @AfterEach
    void runAsUsual() {
        System.clearProperty("spring.aot.enabled");
    }

    @Test
    void findsTheScriptsOfTheIndex() throws IOException {
        write("db/revisions/a.sql", "a");
        write("db/revisions/2025/größe #2 100%*.sql", "b");
        build(DEFAULT);
        runAheadOfTime();

        assertThat(ids(DEFAULT)).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void doesNotSearchTheClassPathAgain() throws IOException {
        write("db/revisions/a.sql", "a");
        build(DEFAULT);
        write("db/revisions/b.sql", "b");
        runAheadOfTime();

        assertThat(ids(DEFAULT)).containsExactly("a");
    }

    @Test
    void anOutdatedIndexIsIgnoredWithoutGeneratedCode() throws IOException {
        write("db/revisions/a.sql", "a");
        build(DEFAULT);
        write("db/revisions/b.sql", "b");

        assertThat(ids(DEFAULT)).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void aLocationThatIsNotInTheIndexIsSearched() throws IOException {
        write("db/revisions/a.sql", "a");
        write("elsewhere/b.sql", "b");
        build(DEFAULT);
        runAheadOfTime();

        assertThat(ids(List.of("classpath:elsewhere"))).containsExactly("b");
    }

    @Test
    void eachLocationHasItsOwnScripts() throws IOException {
        write("db/one/a.sql", "a");
        write("db/two/b.sql", "b");
        build(List.of("classpath:db/one", "classpath:db/two", "filesystem:/nowhere"));
        runAheadOfTime();

        assertThat(ids(List.of("classpath:db/two"))).containsExactly("b");
        assertThat(ids(List.of("classpath:db/one", "classpath:db/two"))).containsExactly("a", "b");
    }

    @Test
    void findsScriptsWithTheSameNameInSeveralJars() throws IOException {
        Path first = Jars.write(folder.resolve("one.jar"), Map.of("db/revisions/a.sql", script("a")));
        Path second = Jars.write(folder.resolve("two.jar"), Map.of("db/revisions/a.sql", script("b")));
        classPath.of(folder, first, second);
        build(DEFAULT);
        runAheadOfTime();

        assertThat(ids(DEFAULT)).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void listsEveryMissingScript() throws IOException {
        write("db/revisions/a.sql", "a");
        write("db/revisions/b.sql", "b");
        write("db/revisions/c.sql", "c");
        build(DEFAULT);
        Files.delete(folder.resolve("db/revisions/a.sql"));
        Files.delete(folder.resolve("db/revisions/c.sql"));
        runAheadOfTime();

        assertThatExceptionOfType(MissingScriptsException.class)
                .isThrownBy(() -> ids(DEFAULT))
                .satisfies(
                        gone -> assertThat(gone.scripts()).containsExactly("db/revisions/a.sql", "db/revisions/c.sql"))
                .withMessageContaining("build the application again");
    }

    @Test
    void aFolderWithoutScriptsStaysEmpty() throws IOException {
        build(List.of("classpath:empty"));
        runAheadOfTime();

        assertThatExceptionOfType(NoRevisionsException.class).isThrownBy(() -> ids(List.of("classpath:empty")));
    }

    private void build(List<String> locations) throws IOException {
        Path index = folder.resolve(ScriptIndex.RESOURCE);
        Files.createDirectories(index.getParent());
        Files.writeString(index, ScriptIndex.of(locations, resolver()).toText());
    }

    private static void runAheadOfTime() {
        System.setProperty("spring.aot.enabled", "true");
    }

    private List<String> ids(List<String> locations) {
        return new ScriptLoader(resolver(), Variables.NONE)
                .load(locations, List.of()).graph().revisions().stream()
                        .map(Revision::id)
                        .toList();
    }

    private PathMatchingResourcePatternResolver resolver() {
        return classPath.resolver();
    }

    private void write(String name, String id) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, script(id));
    }

    private static String script(String id) {
        return "-- @revision " + id + "\n-- @upgrade\nSELECT 1;\n";
    }
}
