package dev.migration.cli.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Looks for programs where the environment says that programs are. */
public final class SearchPath {

    private final Map<String, String> environment;

    public SearchPath(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** The first program of that name. */
    public Optional<Path> find(String name) {
        return Arrays.stream(environment.getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(folder -> !folder.isBlank())
                .flatMap(SearchPath::folder)
                .flatMap(folder -> in(folder, name).stream())
                .findFirst();
    }

    /** The program of that name in a folder. */
    static Optional<Path> in(Path folder, String name) {
        return Stream.of(name, name + ".exe")
                .map(folder::resolve)
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }

    /** The environment may name anything. */
    private static Stream<Path> folder(String name) {
        try {
            return Stream.of(Path.of(name));
        } catch (InvalidPathException nonsense) {
            return Stream.empty();
        }
    }
}
