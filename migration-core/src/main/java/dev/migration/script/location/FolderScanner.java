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

/** Finds the scripts below a folder on disk. A path that cannot be read is part of the result. */
final class FolderScanner extends SimpleFileVisitor<Path> {

    private final String name;
    /** How many characters of each path are the root and its separator. */
    private final int rootLength;

    private final List<ScriptSource> found = new ArrayList<>();

    private FolderScanner(Path root, String name) {
        this.name = name;
        this.rootLength = root.resolve("x").toString().length() - 1;
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
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
        ScriptName kind = ScriptName.of(file.toString());
        if (attributes.isSymbolicLink()) {
            // Links are followed: this one has no target. Its suffix does not count, for it may be a link to a folder.
            addDanglingLink(file);
        } else if (kind == ScriptName.CAPITALS) {
            found.add(UnreadablePath.capitals(nameOf(file)));
        } else if (kind == ScriptName.SCRIPT) {
            found.add(
                    attributes.isRegularFile()
                            ? new FileSource(nameOf(file), file, attributes)
                            : UnreadablePath.notAFile(nameOf(file)));
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path path, IOException failure) {
        found.add(UnreadablePath.failed(nameOf(path), failure));
        return FileVisitResult.CONTINUE;
    }

    private void addDanglingLink(Path link) throws IOException {
        // Emacs marks a file that is being edited by a link '.#FILE' without a target.
        if (!link.getFileName().toString().startsWith(".#")) {
            found.add(UnreadablePath.danglingLink(nameOf(link), Files.readSymbolicLink(link)));
        }
    }

    private String nameOf(Path path) {
        return name + "/" + path.toString().substring(rootLength).replace('\\', '/');
    }
}
