package dev.migration.authoring;

import dev.migration.error.MigrationException;
import dev.migration.script.InvalidScriptsException;
import dev.migration.script.location.ScriptSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Scripts that come from another tool: checked together with those that lie in the folders already, before anything is
 * written; then written, all of them or none. A file that is there with the same text is left as it is.
 */
public final class ImportedScripts {

    private final ScriptFolders folders;
    private final Map<String, String> variables;
    private final Map<Path, String> texts = new LinkedHashMap<>();

    ImportedScripts(ScriptFolders folders, Map<String, String> variables) {
        this.folders = folders;
        this.variables = Map.copyOf(variables);
    }

    /** Adds a script that is to be written. */
    public ImportedScripts add(Path file, String text) {
        texts.put(file, text);
        return this;
    }

    /** Everything that keeps them from being written; empty when they can be. */
    public List<Fault> faults() {
        List<Fault> faults = new ArrayList<>();
        fresh().keySet().stream()
                .filter(Files::exists)
                .forEach(file -> faults.add(new Fault(
                        file.toString(),
                        0,
                        "The file is there already, with another text.",
                        "Nothing is overwritten: move it away, or name another folder with --location.")));
        if (faults.isEmpty()) {
            faults.addAll(faultsOfText());
        }
        return List.copyOf(faults);
    }

    /** The files that are there already with the text that would be written. */
    public List<Path> present() {
        return texts.keySet().stream()
                .filter(file -> !fresh().containsKey(file))
                .toList();
    }

    /**
     * Writes those that are not there yet, and reads all scripts back.
     *
     * @return the files that were written
     * @throws AuthoringException if one cannot be written, or they have a fault; then none is there
     */
    public List<Path> write() {
        NewFiles files = new NewFiles();
        fresh().forEach(files::add);
        List<Path> written = files.write();
        try {
            folders.load(variables, List.of());
        } catch (MigrationException fault) {
            written.forEach(file -> NewFiles.remove(file, fault));
            throw fault;
        }
        return written;
    }

    private List<Fault> faultsOfText() {
        List<ScriptSource> sources = fresh().entrySet().stream()
                .map(file -> ScriptSource.of(file.getKey().toString(), file.getValue()))
                .toList();
        try {
            folders.load(variables, sources);
            return List.of();
        } catch (InvalidScriptsException invalid) {
            return invalid.faults().stream()
                    .map(fault -> new Fault(fault.source(), fault.line(), fault.problem(), fault.remedy()))
                    .toList();
        }
    }

    private Map<Path, String> fresh() {
        Map<Path, String> fresh = new LinkedHashMap<>(texts);
        fresh.entrySet().removeIf(file -> isThere(file.getKey(), file.getValue()));
        return fresh;
    }

    private static boolean isThere(Path file, String text) {
        try {
            return Files.isRegularFile(file)
                    && Arrays.equals(Files.readAllBytes(file), text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(file + ": " + unreadable, unreadable);
        }
    }

    /**
     * Something that is wrong.
     *
     * @param file the file that would be written, or one that is there
     * @param line its line, from 1; 0 when the fault has none
     * @param problem what is wrong, in a sentence
     * @param remedy what to do about it, in a sentence
     */
    public record Fault(String file, int line, String problem, String remedy) {}
}
