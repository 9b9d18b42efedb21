// SPDX-License-Identifier: Apache-2.0
package dev.migration.authoring;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Files to create, all of them or none. An existing file is never overwritten. */
final class NewFiles {

    private final Map<Path, String> texts = new LinkedHashMap<>();
    private final Deque<Path> created = new ArrayDeque<>();

    NewFiles add(Path file, String text) {
        texts.put(file, text);
        return this;
    }

    /** The paths of the files. */
    List<Path> paths() {
        return List.copyOf(texts.keySet());
    }

    /**
     * Removes the files and folders that were created, the last first.
     *
     * @param reason the exception to which a failure to remove one is added as suppressed
     */
    void removeWritten(RuntimeException reason) {
        while (!created.isEmpty()) {
            remove(created.pop(), reason);
        }
    }

    /**
     * Writes the files.
     *
     * @throws AuthoringException if one already exists or cannot be written; then none exists
     */
    List<Path> write() {
        List<AuthoringException.Fault> faults = texts.keySet().stream()
                .filter(Files::exists)
                .map(file -> new AuthoringException.Fault(
                        "The file '" + file + "' already exists.",
                        "Files are not overwritten: choose another name or message, or move it away."))
                .toList();
        if (!faults.isEmpty()) {
            throw new AuthoringException(faults);
        }
        for (Map.Entry<Path, String> file : texts.entrySet()) {
            try {
                write(file.getKey(), file.getValue());
            } catch (IOException failure) {
                AuthoringException refused = refused(file.getKey(), failure);
                removeWritten(refused);
                throw refused;
            }
        }
        return paths();
    }

    /** Replaces the text of a file by an atomic move, so that no process reads a partial text. */
    static void replace(Path file, String text) {
        Path temporary = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.writeString(temporary, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failure) {
            AuthoringException refused = refused(file, failure);
            remove(temporary, refused);
            throw refused;
        }
    }

    /** Removes a file; a failure is added to {@code reason} as suppressed. */
    static void remove(Path file, RuntimeException reason) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException failure) {
            reason.addSuppressed(failure);
        }
    }

    private void write(Path file, String text) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            createFolder(folder);
        }
        created.push(Files.createFile(file));
        Files.write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    private void createFolder(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Path parent = folder.getParent();
        if (parent != null) {
            createFolder(parent);
        }
        created.push(Files.createDirectory(folder));
    }

    private static AuthoringException refused(Path file, IOException failure) {
        AuthoringException refused = AuthoringException.afterWriting(
                "The file '" + file + "' cannot be written: "
                        + failure.getClass().getSimpleName() + ": " + failure.getMessage() + ".",
                "Check the folder: it must exist or be creatable, and you need permission to write there.");
        refused.initCause(failure);
        return refused;
    }
}
