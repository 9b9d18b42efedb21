// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds programs in the folders of the environment variable {@code PATH}. */
public final class SearchPath {

    private final Map<String, String> environment;

    public SearchPath(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** Finds the first program with this name. */
    public Optional<Path> find(String name) {
        return Arrays.stream(environment.getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(folder -> !folder.isBlank())
                .flatMap(SearchPath::folder)
                .flatMap(folder -> in(folder, name).stream())
                .findFirst();
    }

    /** Finds the program with this name in one folder. */
    static Optional<Path> in(Path folder, String name) {
        return Stream.of(name, name + ".exe")
                .map(folder::resolve)
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }

    /** An entry of {@code PATH} need not be a valid path. */
    private static Stream<Path> folder(String name) {
        try {
            return Stream.of(Path.of(name));
        } catch (InvalidPathException invalid) {
            return Stream.empty();
        }
    }
}
