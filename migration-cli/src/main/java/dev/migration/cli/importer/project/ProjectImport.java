// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.importer.project;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.migration.authoring.ImportedScripts;
import dev.migration.authoring.RevisionAuthor;
import dev.migration.cli.importer.project.ScriptText.Place;

/** The script files of an import, checked and ready to be written. */
public final class ProjectImport {

    private static final String REPEATABLES = "repeatable";

    private final SourceProject project;
    private final Folders folders;
    private final Map<Path, ScriptText> scripts = new LinkedHashMap<>();
    private final ImportedScripts files;

    /** @throws ImportException with all problems, if the files cannot be written */
    public ProjectImport(SourceProject source, Folders folders) {
        this.project = TransactionWrapper.removeFrom(source);
        this.folders = folders;
        List<ImportedScripts.Script> texts = new ArrayList<>();
        project.revisions()
                .forEach(revision ->
                        texts.add(script(file(revision), revision.revision().id(), ScriptText.of(revision))));
        project.repeatables()
                .forEach(repeatable ->
                        texts.add(script(file(repeatable), repeatable.name(), ScriptText.of(repeatable))));
        this.files = folders.author().importScripts(folders.variables(), texts);
        check();
    }

    /**
     * The target of an import.
     *
     * @param first the folder of the new scripts
     * @param author writes them
     * @param variables the values of {@code ${name}} in scripts, by name
     * @param placeholders whether the other tool replaces {@code ${name}} in scripts
     */
    public record Folders(Path first, RevisionAuthor author, Map<String, String> variables, boolean placeholders) {

        public Folders {
            variables = Map.copyOf(variables);
        }
    }

    /** The imported project. */
    public SourceProject project() {
        return project;
    }

    /** The file of a revision. */
    Path file(SourceRevision revision) {
        return folder().resolve(RevisionNames.file(
                revision.revision().id(), revision.revision().message()));
    }

    /** The file of a repeatable. */
    Path file(SourceRepeatable repeatable) {
        return folder().resolve(REPEATABLES).resolve(RevisionNames.file(repeatable.name(), ""));
    }

    /** Whether a file exists already, with the text that would be written. */
    boolean isPresent(Path file) {
        return files.present().contains(file);
    }

    /** The folder of the files. */
    Path folder() {
        return folders.first();
    }

    /** All files, including those that exist already. */
    public List<Path> files() {
        return List.copyOf(scripts.keySet());
    }

    /** Writes the files that do not exist yet, all or none, and returns them. */
    public List<Path> write() {
        return files.write();
    }

    private ImportedScripts.Script script(Path file, String id, ScriptText text) {
        scripts.put(file, text);
        return new ImportedScripts.Script(file, id, text.text());
    }

    private void check() {
        ImportProblems problems = new ImportProblems(project.tool());
        SourceSqlCheck check = new SourceSqlCheck(folders, problems);
        List<SourceSql> all = new ArrayList<>();
        project.revisions().forEach(revision -> {
            all.add(revision.upgrade());
            revision.downgrade().ifPresent(all::add);
        });
        project.repeatables().forEach(repeatable -> all.add(repeatable.sql()));
        check.run(all);
        for (ImportedScripts.Fault fault : files.faults()) {
            Place place = placeOf(fault);
            if (!problems.isKnown(place.file(), place.line())) {
                problems.add(place.file(), place.line(), fault.problem(), fault.remedy());
            }
        }
        problems.throwIfAny();
    }

    /** Translates the place of a fault from the new script to the file of the other tool. */
    private Place placeOf(ImportedScripts.Fault fault) {
        ScriptText script = scripts.get(Path.of(fault.file()));
        boolean clash = fault.line() == 0;
        Optional<Place> place = script == null || clash ? Optional.empty() : script.placeOf(fault.line());
        return place.orElseGet(() ->
                new Place(script == null || clash ? fault.file() : script.origin(), script == null ? fault.line() : 0));
    }
}
