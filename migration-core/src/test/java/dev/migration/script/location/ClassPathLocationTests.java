// SPDX-License-Identifier: Apache-2.0
package dev.migration.script.location;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.io.Resource;

import static org.assertj.core.api.Assertions.assertThat;

/** Every script on the class path is found, also in jars that have no entries for their folders. */
class ClassPathLocationTests {

    @TempDir
    private Path folder;

    @RegisterExtension
    private final OwnClassPath classPath = new OwnClassPath();

    @Test
    void aJarWithoutFolderEntriesIsSearched() throws IOException {
        classPath.of(bare(
                "module.jar", "db/revisions/a.sql", "db/revisions/2025/b.sql", "db/other/c.sql", "db/revisions.sql"));

        assertThat(names("classpath:db/revisions")).containsExactly("db/revisions/2025/b.sql", "db/revisions/a.sql");
    }

    @Test
    void jarsWithAndWithoutFolderEntriesAndFoldersAreSearched() throws IOException {
        Path classes = Files.createDirectories(folder.resolve("classes/db/revisions"));
        Files.writeString(classes.resolve("a.sql"), "");
        classPath.of(
                folder.resolve("classes"),
                Jars.write(folder.resolve("one.jar"), Map.of("db/revisions/b.sql", "")),
                bare("two.jar", "db/revisions/c.sql"),
                bare("three.jar", "db/revisions/deep/d.sql"));

        assertThat(names("classpath:db/revisions"))
                .containsExactly(
                        "db/revisions/a.sql", "db/revisions/b.sql", "db/revisions/c.sql", "db/revisions/deep/d.sql");
    }

    /** A shader may keep the entries of some folders and lose others. */
    @Test
    void aJarWithTheEntriesOfSomeFoldersIsSearchedOnce() throws IOException {
        Path jar = folder.resolve("shaded.jar");
        try (JarOutputStream entries = new JarOutputStream(Files.newOutputStream(jar))) {
            entries.putNextEntry(new JarEntry("db/"));
            entries.putNextEntry(new JarEntry("db/revisions/"));
            entries.putNextEntry(new JarEntry("db/revisions/a.sql"));
            entries.putNextEntry(new JarEntry("db/revisions/deep/b.sql"));
        }
        classPath.of(jar);

        assertThat(names("classpath:db/revisions")).containsExactly("db/revisions/a.sql", "db/revisions/deep/b.sql");
        assertThat(names("classpath:db/revisions/deep")).containsExactly("db/revisions/deep/b.sql");
    }

    @Test
    void scriptsInAJarMayHaveAnyName() throws IOException {
        String name = "db/revisions/ver sion+1/größe #2 100% a:b?.sql";
        classPath.of(bare("mod ule+1.jar", name));

        assertThat(sources("classpath:db/revisions"))
                .singleElement()
                .isInstanceOfSatisfying(ResourceSource.class, script -> {
                    assertThat(script.name()).isEqualTo(name);
                    assertThat(script.resource()).returns(name, ClassPathLocationTests::text);
                });
    }

    @Test
    void aSuffixInCapitalsIsNamed() throws IOException {
        classPath.of(bare("module.jar", "db/revisions/a.SQL", "db/revisions/b.sql", "db/revisions/c.sql.bak"));

        assertThat(names("classpath:db/revisions")).containsExactly("db/revisions/a.SQL", "db/revisions/b.sql");
        assertThat(sources("classpath:db/revisions").get(0)).isInstanceOf(UnreadablePath.class);
    }

    private static String text(Resource resource) {
        try {
            return resource.getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private List<String> names(String location) {
        return sources(location).stream().map(ScriptSource::name).toList();
    }

    private List<ScriptSource> sources(String location) {
        return ScriptLocation.of(location).find(classPath.resolver());
    }

    /** A jar without entries for folders, whose files contain their own names. */
    private Path bare(String name, String... files) throws IOException {
        return Jars.writeWithoutFolders(
                folder.resolve(name),
                Stream.of(files).collect(Collectors.toMap(Function.identity(), Function.identity())));
    }
}
