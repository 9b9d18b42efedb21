// SPDX-License-Identifier: Apache-2.0
package dev.migration.script.location;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.springframework.core.io.Resource;
import org.springframework.core.io.support.ResourcePatternResolver;

/**
 * A module that an entry of the class path declares: a jar, or the folder of a project's resources.
 *
 * @param index the file that declares it
 * @param line the line in that file, from 1
 * @param module its name
 * @param folder the folder with its scripts, in the same entry of the class path; empty if the line names none
 */
public record ModuleFolder(Resource index, int line, String module, String folder) {

    /** The path of an index: lines {@code NAME = FOLDER}, in UTF-8. Empty lines and lines that begin with {@code #} do not count. */
    public static final String INDEX = "META-INF/migration/revisions.index";

    /** The modules that all entries of the class path declare. Without an index, no jar is searched. */
    public static List<ModuleFolder> find(ResourcePatternResolver resolver) {
        try {
            List<ModuleFolder> found = new ArrayList<>();
            for (Resource index : resolver.getResources("classpath*:" + INDEX)) {
                found.addAll(read(index));
            }
            return found;
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot read classpath:" + INDEX, failure);
        }
    }

    private static List<ModuleFolder> read(Resource index) throws IOException {
        List<String> lines;
        try (InputStream text = index.getInputStream()) {
            // Some editors begin a file with a byte order mark.
            lines = new String(text.readAllBytes(), StandardCharsets.UTF_8)
                    .replaceFirst("^\uFEFF", "")
                    .lines()
                    .toList();
        }
        List<ModuleFolder> modules = new ArrayList<>();
        for (int number = 1; number <= lines.size(); number++) {
            String line = lines.get(number - 1).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                String[] parts = line.split("=", 2);
                String folder = parts.length == 2 ? parts[1].strip() : "";
                modules.add(new ModuleFolder(
                        index,
                        number,
                        parts[0].strip(),
                        folder.replaceFirst("^/+", "").replaceFirst("/+$", "")));
            }
        }
        return modules;
    }

    /** Whether the folder is a path of names, without {@code .}, {@code ..}, empty names and backslashes. */
    public boolean isPlain() {
        return !folder.contains("\\")
                && Stream.of(folder.split("/", -1))
                        .noneMatch(name -> name.isBlank() || name.equals(".") || name.equals(".."));
    }

    /** Whether one of the folders contains the other. */
    public boolean overlaps(String other) {
        return (folder + "/").startsWith(other + "/") || (other + "/").startsWith(folder + "/");
    }

    /** The URL of the index, for messages. */
    public String source() {
        try {
            return index.getURL().toString();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The scripts of the module, ordered by name; empty if the folder does not exist. */
    public List<ScriptSource> scripts(ResourcePatternResolver resolver) {
        return Optional.ofNullable(resolver.getClassLoader())
                .flatMap(loader -> ScriptIndex.written(resolver).flatMap(written -> written.in(folder, loader)))
                .orElseGet(this::search);
    }

    /** Searches the entry of the class path that has the index, and no other. */
    private List<ScriptSource> search() {
        try {
            return index.isFile() ? inFolder(index.getFile().toPath()) : inJar();
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot search the module " + module + " of " + source(), failure);
        }
    }

    private List<ScriptSource> inFolder(Path file) throws IOException {
        Path root = file;
        for (int depth = INDEX.split("/").length; depth > 0; depth--) {
            root = root.resolve("..");
        }
        Path scripts = root.normalize().resolve(folder);
        return Files.isDirectory(scripts) ? FolderScanner.of(scripts, folder) : List.of();
    }

    private List<ScriptSource> inJar() throws IOException {
        // Relative to the index, because only its URL knows how to open a jar inside a jar.
        Resource root = index.createRelative("../../");
        return new JarScanner(folder)
                .find(root).stream()
                        .sorted(Comparator.comparing(ScriptSource::name))
                        .toList();
    }
}
