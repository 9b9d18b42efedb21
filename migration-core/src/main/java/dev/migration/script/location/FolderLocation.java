// SPDX-License-Identifier: Apache-2.0
package dev.migration.script.location;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

import org.springframework.core.io.support.ResourcePatternResolver;

/** A folder on disk. */
record FolderLocation(String folder) implements ScriptLocation {

    @Override
    public boolean isMissing() {
        try {
            return Files.notExists(Path.of(folder));
        } catch (InvalidPathException notAPath) {
            return true;
        }
    }

    @Override
    public List<ScriptSource> find(ResourcePatternResolver resolver) {
        try {
            Path root = Path.of(folder);
            return Files.isDirectory(root) ? FolderScanner.of(root, folder) : List.of();
        } catch (InvalidPathException notAPath) {
            return List.of();
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot search filesystem:" + folder, failure);
        }
    }
}
