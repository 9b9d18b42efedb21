package dev.migration.authoring;

import dev.migration.error.MigrationException;
import dev.migration.revision.RevisionGraph;
import dev.migration.script.JavaRevision;
import dev.migration.script.RevisionScript;
import dev.migration.script.Variables;
import dev.migration.script.load.RevisionScripts;
import dev.migration.script.load.ScriptLoader;
import dev.migration.script.location.ScriptSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** The folders that revisions lie in. They may be empty, or be missing yet. */
final class ScriptFolders {

    private final List<Path> folders;
    private final List<JavaRevision> javaRevisions;

    ScriptFolders(List<Path> folders, List<JavaRevision> javaRevisions) {
        this.folders = folders;
        this.javaRevisions = javaRevisions;
    }

    /** @throws dev.migration.script.InvalidScriptsException with every fault of what lies there */
    Loaded load() {
        return load(Map.of(), List.of());
    }

    /**
     * The same with values for variables, and with scripts that do not lie there yet.
     *
     * @throws dev.migration.script.InvalidScriptsException with every fault
     */
    Loaded load(Map<String, String> variables, List<ScriptSource> beside) {
        if (folders.isEmpty()) {
            throw new AuthoringException(
                    "None of the locations is a folder on disk, so there is no place for a revision.",
                    "Name one: --location filesystem:FOLDER, or migration.locations.");
        }
        return new Loaded(new ScriptLoader(new PathMatchingResourcePatternResolver(), new Variables(variables))
                .loadIfPresent(
                        folders.stream().map(folder -> "filesystem:" + folder).toList(), javaRevisions, beside));
    }

    boolean contain(Path folder) {
        Path place = folder.toAbsolutePath().normalize();
        return folders.stream().map(known -> known.toAbsolutePath().normalize()).anyMatch(place::startsWith);
    }

    /** Takes a new file back if the scripts have a fault with it. */
    void requireValid(NewFiles written) {
        try {
            load();
        } catch (MigrationException fault) {
            AuthoringException refused = new AuthoringException(
                    "The revision that would be written is not sound. " + fault.problem(),
                    "Correct the template, the message or the names. " + fault.remedy());
            refused.initCause(fault);
            written.removeWritten(refused);
            throw refused;
        }
    }

    /** Whether a file is a sound revision among the others. */
    void requireRevision(Path file) {
        Loaded loaded;
        try {
            loaded = load();
        } catch (MigrationException fault) {
            AuthoringException refused = new AuthoringException(
                    "The scripts are not sound any more: " + fault.problem(),
                    "Correct '" + file + "'. " + fault.remedy());
            refused.initCause(fault);
            throw refused;
        }
        if (!Files.exists(file) || !loaded.has(file)) {
            throw new AuthoringException(
                    "The file '" + file + "' is no revision any more.", "Bring it back, or write another one.");
        }
    }

    /** The scripts as they were a moment ago. */
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

        Optional<RevisionScript> find(String id) {
            return scripts.find(id);
        }

        /** Who has this id or label already. */
        Optional<String> ownerOf(String name) {
            return find(name).isPresent()
                    ? Optional.of("revision '" + name + "' exists already")
                    : graph().findLabel(name).map(owner -> "it is a branch label of '" + owner.id() + "'");
        }

        /** @throws AuthoringException if the revision is a class */
        Path fileOf(String id) {
            return find(id).filter(RevisionScript.Sql.class::isInstance)
                    .map(script -> Path.of(script.source()))
                    .orElseThrow(() -> new AuthoringException(
                            "Revision '" + id + "' is no SQL script in a folder.", "Change its Java class by hand."));
        }

        /** Where a file goes that belongs to others: beside the first of them that is a file, else to the first folder. */
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
