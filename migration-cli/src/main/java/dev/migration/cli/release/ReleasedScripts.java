// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.release;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import dev.migration.cli.setting.CommandContext;
import dev.migration.cli.setting.UsageException;

/**
 * Folders with the scripts of a released state.
 *
 * @param folders where the scripts are
 * @param copy the temporary folder that they are in; it is deleted at the end
 */
public record ReleasedScripts(List<Path> folders, Path copy) implements AutoCloseable {

    /**
     * Gets the scripts.
     *
     * @param release a folder, a jar, or a tag, branch or commit of git, with {@code :FOLDER} if the scripts were elsewhere then
     * @throws dev.migration.error.MigrationException if there is no such release, or if it has no scripts
     */
    public static ReleasedScripts of(String release, CommandContext context) {
        Path copy = temporary();
        ReleasedScripts scripts = new ReleasedScripts(List.of(), copy);
        try {
            return new ReleasedScripts(folders(release, context, copy), copy);
        } catch (RuntimeException failure) {
            try (scripts) {
                throw failure;
            }
        }
    }

    private static List<Path> folders(String release, CommandContext context, Path copy) {
        Path path = path(release, context);
        if (Files.isDirectory(path)) {
            requireScripts(release, List.of(path), "Name the folder that has them.");
            return List.of(path);
        }
        List<Path> folders = isArchive(release)
                ? List.of(new JarScripts(path, context.settings().locations()).extract(copy))
                : new GitScripts(release, context).extract(copy);
        requireScripts(
                release,
                folders,
                "If they were in another folder, name it: " + release.replaceFirst(":.*", "") + ":FOLDER.");
        return folders;
    }

    private static boolean isArchive(String release) {
        String name = release.toLowerCase(Locale.ROOT);
        return Stream.of(".jar", ".war", ".zip").anyMatch(name::endsWith);
    }

    /** A name of git need not be a path. */
    private static Path path(String release, CommandContext context) {
        try {
            return context.folder().resolve(release);
        } catch (InvalidPathException noPath) {
            return context.folder().resolve("\uFFFF");
        }
    }

    private static void requireScripts(String release, List<Path> folders, String remedy) {
        if (folders.stream().noneMatch(ReleasedScripts::hasScripts)) {
            throw new UsageException("The release " + release + " has no scripts (*.sql) there.", remedy);
        }
    }

    private static boolean hasScripts(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.anyMatch(file -> file.toString().endsWith(".sql"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("release");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Deletes the copies. */
    @Override
    public void close() {
        try (Stream<Path> files = Files.walk(copy)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
