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
import java.util.function.Function;
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
        return copied(copy -> folders(release, context, copy));
    }

    /**
     * Gets the scripts of a revision of git, also if there is a folder of that name.
     *
     * @param branch a tag, branch or commit, with {@code :FOLDER} if the scripts are elsewhere there
     * @throws dev.migration.error.MigrationException if git does not know it, or if it has no scripts
     */
    public static ReleasedScripts ofGit(String branch, CommandContext context) {
        return copied(copy -> ofGit(branch, context, copy, GitUsage.BRANCH));
    }

    private static ReleasedScripts copied(Function<Path, List<Path>> copying) {
        Path copy = temporary();
        ReleasedScripts scripts = new ReleasedScripts(List.of(), copy);
        try {
            return new ReleasedScripts(copying.apply(copy), copy);
        } catch (RuntimeException failure) {
            try (scripts) {
                throw failure;
            }
        }
    }

    private static List<Path> folders(String release, CommandContext context, Path copy) {
        Path path = path(release, context);
        if (Files.isDirectory(path)) {
            requireScripts("release " + release, List.of(path), "Name the folder that has them.");
            return List.of(path);
        }
        if (!isArchive(release)) {
            return ofGit(release, context, copy, GitUsage.RELEASE);
        }
        List<Path> folders = List.of(new JarScripts(path, context.settings().locations()).extract(copy));
        requireScripts("release " + release, folders, "Name a jar that has them.");
        return folders;
    }

    private static List<Path> ofGit(String revision, CommandContext context, Path copy, GitUsage usage) {
        List<Path> folders = new GitScripts(revision, context, usage).extract(copy);
        requireScripts(
                usage.noun() + " " + revision,
                folders,
                "If they were in another folder, name it: " + revision.replaceFirst(":.*", "") + ":FOLDER.");
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
            throw new UsageException("The " + release + " has no scripts (*.sql) there.", remedy);
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

    /** The folders as locations of a migrator. */
    public String[] locations() {
        return folders.stream().map(folder -> "filesystem:" + folder).toArray(String[]::new);
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
