// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.stack;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.loader.launch.LaunchedClassLoader;
import org.springframework.boot.loader.net.protocol.Handlers;
import org.springframework.boot.loader.net.protocol.jar.Handler;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;

import dev.migration.Migrator;
import dev.migration.revision.Revision;

import static org.assertj.core.api.Assertions.assertThat;

/** Scripts in the jars of an executable jar, as the launcher of Spring Boot reads them: {@code BOOT-INF/lib/*.jar}. */
class ExecutableJarTests {

    @TempDir
    private Path folder;

    @Test
    void scriptsInClassesAndInModulesWithoutFolderEntriesAreFound() throws IOException {
        Path app = folder.resolve("my app+1.jar");
        try (OutputStream file = Files.newOutputStream(app);
                ZipOutputStream entries = new ZipOutputStream(file)) {
            for (String name : List.of("BOOT-INF/", "BOOT-INF/classes/", "BOOT-INF/lib/")) {
                entries.putNextEntry(new ZipEntry(name));
            }
            store(entries, "BOOT-INF/classes/db/revisions/a.sql", script("a"));
            store(entries, "BOOT-INF/lib/whole.jar", module("b", "db/", "db/revisions/"));
            store(entries, "BOOT-INF/lib/bare.jar", module("c"));
        }

        assertThat(revisions(app, "BOOT-INF/classes/", "BOOT-INF/lib/whole.jar", "BOOT-INF/lib/bare.jar"))
                .containsExactly("a", "b", "c");
    }

    @Test
    void theScriptsOfAModuleInANestedJarAreFound() throws IOException {
        Path app = folder.resolve("app.jar");
        try (OutputStream file = Files.newOutputStream(app);
                ZipOutputStream entries = new ZipOutputStream(file)) {
            store(entries, "BOOT-INF/lib/billing.jar", moduleWithIndex());
            store(entries, "BOOT-INF/lib/other.jar", module("c"));
        }

        assertThat(revisions(app, "BOOT-INF/lib/billing.jar", "BOOT-INF/lib/other.jar"))
                .containsExactly("b", "c");
    }

    private static byte[] moduleWithIndex() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream entries = new ZipOutputStream(bytes)) {
            store(
                    entries,
                    "META-INF/migration/revisions.index",
                    "billing = db/billing".getBytes(StandardCharsets.UTF_8));
            store(entries, "db/billing/b.sql", script("b"));
        }
        return bytes.toByteArray();
    }

    private static List<String> revisions(Path app, String... nested) throws IOException {
        Handlers.register();
        URL[] urls = new URL[nested.length];
        for (int index = 0; index < nested.length; index++) {
            // Another test may have fixed the handler of the JDK for the whole process.
            urls[index] = new URL(
                    null, "jar:nested:" + app.toUri().getRawPath() + "/!" + nested[index] + "!/", new Handler());
        }
        // The scripts of the test class path must not appear: the parent knows only the classes of the JDK.
        try (URLClassLoader loader = new LaunchedClassLoader(false, urls, ClassLoader.getPlatformClassLoader())) {
            Migrator migrator = Migrator.builder()
                    .dataSource(new SimpleDriverDataSource())
                    .classLoader(loader)
                    .build();
            return migrator.revisions().graph().revisions().stream()
                    .map(Revision::id)
                    .toList();
        }
    }

    private static byte[] module(String id, String... folders) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream entries = new ZipOutputStream(bytes)) {
            for (String name : folders) {
                entries.putNextEntry(new ZipEntry(name));
            }
            store(entries, "db/revisions/" + id + ".sql", script(id));
        }
        return bytes.toByteArray();
    }

    private static byte[] script(String id) {
        return ("-- @revision " + id + "\n-- @branch only_" + id + "\n-- @upgrade\n").getBytes(StandardCharsets.UTF_8);
    }

    /** Writes an entry without compression, as the launcher demands of nested jars. */
    private static void store(ZipOutputStream entries, String name, byte[] content) throws IOException {
        CRC32 checksum = new CRC32();
        checksum.update(content);
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(checksum.getValue());
        entries.putNextEntry(entry);
        entries.write(content);
    }
}
