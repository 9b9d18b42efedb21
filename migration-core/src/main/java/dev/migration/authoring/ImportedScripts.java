// SPDX-License-Identifier: Apache-2.0
package dev.migration.authoring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import dev.migration.error.MigrationException;
import dev.migration.script.InvalidScriptsException;
import dev.migration.script.location.ScriptSource;
import dev.migration.sql.section.StandIn;

/**
 * Scripts that are imported from another tool. They are checked together with the existing scripts before anything is
 * written; then all of them are written, or none. An existing file with the same text is left unchanged, and so is a script that has
 * replaced a stand-in.
 */
public final class ImportedScripts {

    private final ScriptFolders folders;
    private final Map<String, String> variables;
    /** The texts that the folders do not have yet: each existing file is read once. */
    private final Map<Path, String> missing;

    private final Set<Path> present;

    /** @param scripts the scripts, in the order of writing */
    ImportedScripts(ScriptFolders folders, Map<String, String> variables, List<Script> scripts) {
        this.folders = folders;
        this.variables = Map.copyOf(variables);
        Set<Script> replaced = replaced(scripts);
        Map<Path, String> absent = new LinkedHashMap<>();
        Set<Path> existing = new LinkedHashSet<>();
        for (Script script : scripts) {
            if (replaced.contains(script) || exists(script.file(), script.text())) {
                existing.add(script.file());
            } else {
                absent.put(script.file(), script.text());
            }
        }
        this.missing = Collections.unmodifiableMap(absent);
        this.present = Collections.unmodifiableSet(existing);
    }

    /** The faults that prevent writing; empty if there are none. */
    public List<Fault> faults() {
        List<Fault> faults = new ArrayList<>();
        missing.keySet().stream().filter(Files::exists).forEach(file -> faults.add(different(file)));
        if (faults.isEmpty()) {
            faults.addAll(faultsOfText());
        }
        return List.copyOf(faults);
    }

    /** The files that already exist, with the same text or in place of a stand-in. */
    public Set<Path> present() {
        return present;
    }

    /**
     * Writes the files that do not exist yet, and loads all scripts again.
     *
     * @return the files that were written
     * @throws AuthoringException if one cannot be written; then none exists
     * @throws MigrationException if the scripts have a fault; then none exists
     */
    public List<Path> write() {
        NewFiles files = new NewFiles();
        missing.forEach(files::add);
        List<Path> written = files.write();
        try {
            folders.load(variables, List.of());
        } catch (MigrationException fault) {
            written.forEach(file -> NewFiles.remove(file, fault));
            throw fault;
        }
        return written;
    }

    /** The stand-ins whose revision has a script already: a file with its SQL, or a Java revision. */
    private Set<Script> replaced(List<Script> scripts) {
        List<Script> standIns =
                scripts.stream().filter(script -> StandIn.isIn(script.text())).toList();
        if (standIns.isEmpty()) {
            return Set.of();
        }
        ScriptFolders.Loaded loaded = folders.load(variables, List.of());
        return standIns.stream()
                .filter(script -> loaded.find(script.id()).isPresent())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Fault different(Path file) {
        return new Fault(
                file.toString(),
                0,
                "The file already exists with a different text.",
                isStandIn(file)
                        ? "It stands for a change without SQL, which has its SQL now: delete the file, and import again."
                        : "Files are not overwritten: move it away, or name another folder with --location.");
    }

    private List<Fault> faultsOfText() {
        List<ScriptSource> sources = missing.entrySet().stream()
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

    private static boolean isStandIn(Path file) {
        try {
            return Files.isRegularFile(file)
                    && StandIn.isIn(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(file + ": " + unreadable, unreadable);
        }
    }

    private static boolean exists(Path file, String text) {
        try {
            return Files.isRegularFile(file)
                    && Arrays.equals(Files.readAllBytes(file), text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(file + ": " + unreadable, unreadable);
        }
    }

    /**
     * A script to write.
     *
     * @param file its file
     * @param id the id of its revision, or the name of its repeatable
     * @param text its text
     */
    public record Script(Path file, String id, String text) {}

    /**
     * A fault of the imported scripts.
     *
     * @param file the file that would be written, or an existing one
     * @param line the line, from 1; 0 if the fault has no line
     * @param problem what is wrong, in a sentence
     * @param remedy what to do about it, in a sentence
     */
    public record Fault(String file, int line, String problem, String remedy) {}
}
