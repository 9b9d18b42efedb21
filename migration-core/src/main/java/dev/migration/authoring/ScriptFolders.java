// SPDX-License-Identifier: Apache-2.0
package dev.migration.authoring;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

import dev.migration.error.MigrationException;
import dev.migration.revision.RevisionGraph;
import dev.migration.script.JavaRevision;
import dev.migration.script.RevisionScript;
import dev.migration.script.Variables;
import dev.migration.script.load.RevisionScripts;
import dev.migration.script.load.ScriptLoader;
import dev.migration.script.location.ScriptSource;

/** The folders of the scripts. They may be empty or missing. */
record ScriptFolders(List<Path> folders, List<JavaRevision> javaRevisions) {

    /**
     * Loads the scripts.
     *
     * @throws dev.migration.script.InvalidScriptsException with every fault
     */
    Loaded load() {
        return load(Map.of(), List.of());
    }

    /**
     * Loads the scripts with values for variables, together with scripts that are not in the folders yet.
     *
     * @throws dev.migration.script.InvalidScriptsException with every fault
     */
    Loaded load(Map<String, String> variables, List<ScriptSource> additional) {
        if (folders.isEmpty()) {
            throw new AuthoringException(
                    "None of the locations is a folder on disk, so that no revision can be written.",
                    "Name one: --location filesystem:FOLDER, or migration.locations.");
        }
        return new Loaded(new ScriptLoader(new PathMatchingResourcePatternResolver(), Variables.of(variables))
                .loadIfPresent(
                        folders.stream().map(folder -> "filesystem:" + folder).toList(), javaRevisions, additional));
    }

    boolean contain(Path folder) {
        Path place = folder.toAbsolutePath().normalize();
        return folders.stream().map(known -> known.toAbsolutePath().normalize()).anyMatch(place::startsWith);
    }

    /** Loads the scripts again, and removes new files if there is a fault. */
    void requireValid(NewFiles written) {
        try {
            load();
        } catch (MigrationException fault) {
            AuthoringException refused = AuthoringException.afterWriting(
                    "The revision would make the scripts invalid. " + fault.problem(),
                    "Correct the template, the message or the names. " + fault.remedy());
            refused.initCause(fault);
            written.removeWritten(refused);
            throw refused;
        }
    }

    /** Checks that the scripts have no fault and that the file is a revision. */
    void requireRevision(Path file) {
        Loaded loaded;
        try {
            loaded = load();
        } catch (MigrationException fault) {
            AuthoringException refused = AuthoringException.afterWriting(
                    "The scripts are not valid any more: " + fault.problem(),
                    "Correct '" + file + "'. " + fault.remedy());
            refused.initCause(fault);
            throw refused;
        }
        if (!Files.exists(file) || !loaded.has(file)) {
            throw AuthoringException.afterWriting(
                    "The file '" + file + "' is not a revision any more.", "Restore it, or write another one.");
        }
    }

    /** The scripts at the time of loading. */
    final class Loaded {

        private final RevisionScripts scripts;

        private Loaded(RevisionScripts scripts) {
            this.scripts = scripts;
        }

        boolean has(Path file) {
            Path place = file.toAbsolutePath().normalize();
            return scripts.all().stream()
                    .filter(RevisionScript.Sql.class::isInstance)
                    .map(script -> Path.of(script.source()).toAbsolutePath().normalize())
                    .anyMatch(place::equals);
        }

        RevisionGraph graph() {
            return scripts.graph();
        }

        /** The ids of the revisions that are no stand-ins: only these have no checksum and are no Java class. */
        Set<String> writtenIds() {
            return scripts.all().stream()
                    .filter(script -> script instanceof RevisionScript.Java
                            || script.checksum().isPresent())
                    .map(script -> script.revision().id())
                    .collect(Collectors.toSet());
        }

        Optional<RevisionScript> find(String id) {
            return scripts.find(id);
        }

        /** The reason why this id or label is already in use. */
        Optional<String> ownerOf(String name) {
            return find(name).isPresent()
                    ? Optional.of("revision '" + name + "' already exists")
                    : graph().findLabel(name).map(owner -> "it is a branch label of '" + owner.id() + "'");
        }

        /**
         * The file of a revision.
         *
         * @throws AuthoringException if it is a Java revision
         */
        Path fileOf(String id) {
            return find(id).filter(RevisionScript.Sql.class::isInstance)
                    .map(script -> Path.of(script.source()))
                    .orElseThrow(() -> new AuthoringException(
                            "Revision '" + id + "' is not an SQL script in a folder.",
                            "Change its Java class by hand."));
        }

        /**
         * The folder for a file that belongs to other revisions: the folder of the first of them that is a file, or
         * else the first folder.
         */
        Path folderOf(List<String> ids) {
            return ids.stream()
                    .flatMap(id -> find(id).stream())
                    .filter(RevisionScript.Sql.class::isInstance)
                    .map(script -> Path.of(script.source()).getParent())
                    .filter(folder -> folder != null && contain(folder))
                    .findFirst()
                    .orElse(folders.get(0));
        }
    }
}
