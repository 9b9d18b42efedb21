// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.release;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

import dev.migration.Migrator;
import dev.migration.cli.setting.CommandContext;
import dev.migration.cli.setting.UsageException;

/**
 * Folders with the scripts of a released state.
 *
 * @param folders where the scripts are, each with its name for messages
 * @param copy the temporary folder that they are in; it is deleted at the end
 */
public record ReleasedScripts(Map<Path, String> folders, Path copy) implements AutoCloseable {

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

    private static ReleasedScripts copied(Function<Path, Map<Path, String>> copying) {
        Path copy = temporary();
        ReleasedScripts scripts = new ReleasedScripts(Map.of(), copy);
        try {
            return new ReleasedScripts(copying.apply(copy), copy);
        } catch (RuntimeException failure) {
            try (scripts) {
                throw failure;
            }
        }
    }

    private static Map<Path, String> folders(String release, CommandContext context, Path copy) {
        Path path = path(release, context);
        if (Files.isDirectory(path)) {
            requireScripts("release " + release, List.of(path), "Name the folder that has them.");
            return Map.of(path, path.toString());
        }
        if (!isArchive(release)) {
            return ofGit(release, context, copy, GitUsage.RELEASE);
        }
        Path scripts = new JarScripts(path, context.settings().locations()).extract(copy);
        requireScripts("release " + release, List.of(scripts), "Name a jar that has them.");
        return Map.of(scripts, release + "!");
    }

    private static Map<Path, String> ofGit(String revision, CommandContext context, Path copy, GitUsage usage) {
        Map<Path, String> folders = new GitScripts(revision, context, usage).extract(copy);
        requireScripts(
                usage.noun() + " " + revision,
                folders.keySet(),
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

    private static void requireScripts(String release, Collection<Path> folders, String remedy) {
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

    /** A migrator for the database of another one, which has these scripts. It reads them when a command needs them, not after {@link #close}. */
    public Migrator migrator(Migrator present) {
        return present.toBuilder()
                .settings(present.settings().toBuilder()
                        .locations(folders.keySet().stream()
                                .map(folder -> "filesystem:" + folder)
                                .toArray(String[]::new))
                        .build())
                .sourceNames(this::sourceName)
                .build();
    }

    /** The name of a file for messages: in git or in the jar, and not that of the copy. */
    private String sourceName(String file) {
        return folders.entrySet().stream()
                .filter(folder -> file.startsWith(folder.getKey() + "/"))
                .findFirst()
                .map(folder -> folder.getValue()
                        + file.substring(folder.getKey().toString().length()))
                .orElse(file);
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
