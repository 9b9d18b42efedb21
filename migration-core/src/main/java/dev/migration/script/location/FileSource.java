// SPDX-License-Identifier: Apache-2.0
package dev.migration.script.location;

import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Optional;

import dev.migration.sql.SqlInput;

/**
 * A script in a file on disk.
 *
 * @param attributes those of the file, or of the target of a link
 */
record FileSource(String name, Path file, BasicFileAttributes attributes) implements ScriptSource {

    @Override
    public String identity() {
        try {
            return file.toRealPath().toString();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public Object key() {
        return Objects.requireNonNullElseGet(attributes.fileKey(), this::identity);
    }

    @Override
    public SqlInput open() {
        try {
            return new Utf8Input(stream());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure.toString(), failure);
        }
    }

    @Override
    public Optional<InputStream> bytes() throws IOException {
        return Optional.of(stream());
    }

    /** A {@code FileInputStream} needs fewer calls of the system and fewer classes, but does not say why a file cannot be opened. */
    private InputStream stream() throws IOException {
        try {
            return new FileInputStream(file.toFile());
        } catch (FileNotFoundException unexplained) {
            return Files.newInputStream(file);
        }
    }
}
