package dev.migration.script;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.support.ResourcePatternResolver;

/** A folder on disk. */
record FolderLocation(String folder) implements ScriptLocation {

    @Override
    public List<ResourceSource> find(ResourcePatternResolver resolver) {
        Path root = Path.of(folder);
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(root, FileVisitOption.FOLLOW_LINKS)) {
            return files.filter(file -> file.toString().endsWith(".sql"))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .map(file -> new ResourceSource(file.toString(), new FileSystemResource(file)))
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot search filesystem:" + folder, failure);
        }
    }
}
