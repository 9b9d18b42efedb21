// SPDX-License-Identifier: Apache-2.0
package dev.migration.test.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
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

    private static final String HEADER =
            "-- The statements that the tests of the application ran, for survive --statements.\n";

    /** @throws RecordingException if the file cannot be read or written, or was not written by this class */
    void add(Collection<String> statements) {
        try {
            Files.createDirectories(path.toAbsolutePath().normalize().getParent());
            // The lock of a file keeps other processes out; within this one, a second lock is an error.
            synchronized (RecordingFile.class) {
                merge(statements);
            }
        } catch (IOException failure) {
            throw RecordingException.notWritten(path, failure);
        }
    }

    private void merge(Collection<String> statements) throws IOException {
        try (FileChannel channel =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            channel.lock();
            SortedSet<String> all = new TreeSet<>(statements);
            all.addAll(read(channel));
            ByteBuffer bytes = ByteBuffer.wrap(text(all).getBytes(StandardCharsets.UTF_8));
            channel.truncate(0);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }
    }

    private Collection<String> read(FileChannel channel) throws IOException {
        String text = new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
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
