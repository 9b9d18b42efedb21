// SPDX-License-Identifier: Apache-2.0
package dev.migration.script.location;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;

import org.springframework.core.io.FileSystemResource;

/** Finds the scripts below a folder on disk. A path that cannot be read is part of the result. */
final class FolderScanner extends SimpleFileVisitor<Path> {

    private final Path root;
    private final String name;
    private final List<ScriptSource> found = new ArrayList<>();

    private FolderScanner(Path root, String name) {
        this.root = root;
        this.name = name;
    }

    /**
     * The scripts below {@code root}, ordered by name.
     *
     * @param name the name of the root for users; the names of the scripts begin with it
     */
    static List<ScriptSource> of(Path root, String name) throws IOException {
        FolderScanner scanner = new FolderScanner(root, name);
        Files.walkFileTree(root, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, scanner);
        scanner.found.sort(Comparator.comparing(ScriptSource::name));
        return scanner.found;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        if (attributes.isRegularFile() && file.toString().endsWith(".sql")) {
            found.add(new ResourceSource(nameOf(file), new FileSystemResource(file)));
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path path, IOException failure) {
        found.add(new UnreadablePath(nameOf(path), failure));
        return FileVisitResult.CONTINUE;
    }

    private String nameOf(Path path) {
        return name + "/" + root.relativize(path).toString().replace('\\', '/');
    }
}
