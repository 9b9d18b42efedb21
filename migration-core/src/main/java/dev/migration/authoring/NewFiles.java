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

/** Files to be written, all of them or none. One that is there already is never overwritten. */
final class NewFiles {

    private final Map<Path, String> texts = new LinkedHashMap<>();
    private final Deque<Path> made = new ArrayDeque<>();

    NewFiles add(Path file, String text) {
        texts.put(file, text);
        return this;
    }

    /** What is to be written. */
    List<Path> paths() {
        return List.copyOf(texts.keySet());
    }

    /** Removes the files and folders that were made, the last first. */
    void removeWritten(RuntimeException reason) {
        while (!made.isEmpty()) {
            remove(made.pop(), reason);
        }
    }

    /** @throws AuthoringException if one exists already or cannot be written; then none is there */
    List<Path> write() {
        List<AuthoringException.Fault> faults = texts.keySet().stream()
                .filter(Files::exists)
                .map(file -> new AuthoringException.Fault(
                        "The file '" + file + "' exists already.",
                        "Nothing is overwritten: choose another name or message, or move it away."))
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

    /** Puts a text in the place of a file's, in one move: nobody sees half of it. */
    static void replace(Path file, String text) {
        Path beside = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.writeString(beside, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failure) {
            AuthoringException refused = refused(file, failure);
            remove(beside, refused);
            throw refused;
        }
    }

    /** What cannot be removed is told beside what went wrong first. */
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
            makeFolder(folder);
        }
        made.push(Files.createFile(file));
        Files.write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    private void makeFolder(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Path above = folder.getParent();
        if (above != null) {
            makeFolder(above);
        }
        made.push(Files.createDirectory(folder));
    }

    private static AuthoringException refused(Path file, IOException failure) {
        AuthoringException refused = new AuthoringException(
                "The file '" + file + "' cannot be written: "
                        + failure.getClass().getSimpleName() + ": " + failure.getMessage() + ".",
                "Look at the folder: it must be there, or be made, and you must be allowed to write there.");
        refused.initCause(failure);
        return refused;
    }
}
