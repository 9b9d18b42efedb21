// SPDX-License-Identifier: Apache-2.0
package dev.migration.test.recording;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.Collection;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

import dev.migration.survival.RecordedStatement;
import dev.migration.survival.StatementFile;

/**
 * A file with statements, each before a semicolon.
 *
 * @param path of the file, which need not exist
 */
record RecordingFile(Path path) {

    /** Many tests of one build may end at the same moment. */
    private static final int ATTEMPTS = 1_000;

    private static final String HEADER =
            "-- The statements that the tests of the application ran, for survive --statements.\n";

    /** @throws RecordingException if the file cannot be read or written, or was not written by this class */
    void add(Collection<String> statements) {
        try {
            Files.createDirectories(path.toAbsolutePath().normalize().getParent());
            // The lock of a file keeps other processes out; within this one, a second lock is an error.
            synchronized (RecordingFile.class) {
                mergeLocked(statements);
            }
        } catch (IOException failure) {
            throw RecordingException.notWritten(path, failure);
        }
    }

    /** Another process may replace the file while this one waits for its lock, which then keeps nobody out. */
    private void mergeLocked(Collection<String> statements) throws IOException {
        boolean merged = false;
        for (int attempt = 1; !merged; attempt++) {
            if (attempt > ATTEMPTS) {
                throw new IOException("other processes have replaced it " + ATTEMPTS + " times meanwhile");
            }
            Optional<Object> before = identity();
            try (FileChannel channel = FileChannel.open(
                    path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                channel.lock();
                merged = before.equals(identity());
                if (merged) {
                    merge(path.toRealPath(), statements);
                }
            }
        }
    }

    /** Which file has the name; empty if none has, or if the system does not say. */
    private Optional<Object> identity() throws IOException {
        return Files.exists(path)
                ? Optional.ofNullable(
                        Files.readAttributes(path, BasicFileAttributes.class).fileKey())
                : Optional.empty();
    }

    private void merge(Path target, Collection<String> statements) throws IOException {
        SortedSet<String> all = new TreeSet<>(statements);
        all.addAll(read(target));
        Path written =
                Files.createTempFile(target.getParent(), target.getFileName().toString(), ".new");
        try {
            Files.writeString(written, text(all));
            if (Files.getFileStore(target).supportsFileAttributeView(PosixFileAttributeView.class)) {
                Files.setPosixFilePermissions(written, Files.getPosixFilePermissions(target));
            }
            // In one step, so that a crash leaves the old recording.
            Files.move(written, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(written);
        }
    }

    private Collection<String> read(Path target) throws IOException {
        String stored = Files.readString(target);
        // Git may have checked the file out with the line ends of Windows.
        String text = stored.startsWith(HEADER.replace("\n", "\r\n")) ? stored.replace("\r\n", "\n") : stored;
        if (!text.isEmpty() && !text.startsWith(HEADER)) {
            throw RecordingException.ofAnother(path);
        }
        return StatementFile.read(path.toString(), text).statements().stream()
                .map(RecordedStatement::text)
                .toList();
    }

    private static String text(SortedSet<String> statements) {
        StringBuilder text = new StringBuilder(HEADER);
        statements.forEach(statement -> text.append(statement).append(";\n"));
        return text.toString();
    }
}
