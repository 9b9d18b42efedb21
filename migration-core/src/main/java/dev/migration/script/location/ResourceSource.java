// SPDX-License-Identifier: Apache-2.0
package dev.migration.script.location;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

import org.springframework.core.io.Resource;

import dev.migration.sql.SqlInput;

/** A script in a file, in a jar, or in a jar inside a jar. */
public record ResourceSource(String name, Resource resource) implements ScriptSource {

    @Override
    public String identity() {
        try {
            return resource.isFile()
                    ? resource.getFile().toPath().toRealPath().toString()
                    : resource.getURL().toString();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public Object key() {
        try {
            return resource.isFile() ? fileSource(resource.getFile().toPath()).key() : identity();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private FileSource fileSource(Path file) throws IOException {
        return new FileSource(name, file, Files.readAttributes(file, BasicFileAttributes.class));
    }

    @Override
    public SqlInput open() {
        try {
            return new Utf8Input(resource.getInputStream());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure.toString(), failure);
        }
    }

    @Override
    public Optional<InputStream> bytes() throws IOException {
        return Optional.of(resource.getInputStream());
    }
}
