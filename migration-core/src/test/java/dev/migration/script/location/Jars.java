// SPDX-License-Identifier: Apache-2.0
package dev.migration.script.location;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

import dev.migration.script.load.Parsing;

/** Writes jars. */
public final class Jars {

    private Jars() {}

    /**
     * Writes a jar as build tools do: with an entry for each folder.
     *
     * @param files texts by their path in the jar
     */
    public static Path write(Path jar, Map<String, String> files) throws IOException {
        return write(jar, folders(files.keySet()), files);
    }

    /**
     * Writes a jar as {@code zip -D} does: without entries for folders.
     *
     * @param files texts by their path in the jar
     */
    public static Path writeWithoutFolders(Path jar, Map<String, String> files) throws IOException {
        return write(jar, Set.of(), files);
    }

    private static Path write(Path jar, Set<String> folders, Map<String, String> files) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(file)) {
            for (String folder : folders) {
                entries.putNextEntry(new JarEntry(folder));
            }
            for (Map.Entry<String, String> entry : files.entrySet()) {
                entries.putNextEntry(new JarEntry(entry.getKey()));
                entries.write(Parsing.utf8(entry.getValue()));
            }
        }
        return jar;
    }

    private static Set<String> folders(Set<String> files) {
        Set<String> folders = new TreeSet<>();
        for (String file : files) {
            for (int end = file.indexOf('/'); end >= 0; end = file.indexOf('/', end + 1)) {
                folders.add(file.substring(0, end + 1));
            }
        }
        return folders;
    }
}
