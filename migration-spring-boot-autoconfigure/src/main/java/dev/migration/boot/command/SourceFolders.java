// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the folders of revision scripts among the sources of an application. */
final class SourceFolders {

    private static final Path SOURCES = Path.of("src", "main", "resources");
    private static final String REVISIONS = "db/revisions";
    private static final String FILESYSTEM = "filesystem:";

    /** The folder of the default location. */
    static final Path DEFAULT = SOURCES.resolve(REVISIONS);

    private SourceFolders() {}

    /**
     * Returns the folders of locations, or of the default location if there are none. A class path location is a folder
     * among the sources, if the command runs in the folder of the application's project; otherwise it is left out.
     */
    static List<Path> of(List<String> locations) {
        Stream<String> all = locations.isEmpty() ? Stream.of("classpath:" + REVISIONS) : locations.stream();
        return all.map(SourceFolders::folder).flatMap(Optional::stream).toList();
    }

    private static Optional<Path> folder(String location) {
        if (location.startsWith(FILESYSTEM)) {
            return Optional.of(Path.of(location.substring(FILESYSTEM.length())));
        }
        Path source = SOURCES.resolve(location.replaceFirst("^classpath\\*?:/*", ""));
        return Optional.of(source).filter(folder -> Files.isDirectory(SOURCES));
    }
}
