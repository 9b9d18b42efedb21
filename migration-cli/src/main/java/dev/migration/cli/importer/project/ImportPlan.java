// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.importer.project;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.migration.cli.output.Plurals;

/** Describes what an import will do, as text and as JSON. */
public final class ImportPlan {

    private final ProjectImport projectImport;
    private final SourceProject project;
    private final List<Map<String, Object>> files;

    public ImportPlan(ProjectImport projectImport) {
        this.projectImport = projectImport;
        this.project = projectImport.project();
        this.files = files();
    }

    /** The plan as text. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("Import from " + project.tool() + ": "
                + Plurals.of(project.revisions().size(), "revision") + " and "
                + Plurals.of(project.repeatables().size(), "repeatable") + ", to " + projectImport.folder());
        int width = files.stream()
                .mapToInt(file -> String.valueOf(file.get("source")).length())
                .max()
                .orElse(0);
        for (Map<String, Object> file : files) {
            String source = String.valueOf(file.get("source"));
            lines.add("  " + source + " ".repeat(width - source.length()) + "  ->  " + file.get("file")
                    + (Boolean.TRUE.equals(file.get("present")) ? "  (exists)" : ""));
        }
        lines.add(stampLine());
        if (!project.leftOut().isEmpty()) {
            lines.add("Left out:");
            project.leftOut().forEach(one -> lines.add("  " + one.what() + ": " + one.why()));
        }
        if (!project.notes().isEmpty()) {
            lines.add("Notes:");
            project.notes().forEach(note -> lines.add("  " + note));
        }
        return lines;
    }

    /** The plan as members of a JSON object. */
    public Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("tool", project.tool());
        facts.put("files", files);
        facts.put("stamps", project.applied().heads());
        facts.put("stampsRepeatables", project.applied().repeatables());
        facts.put(
                "leftOut",
                project.leftOut().stream().map(SourceProject.LeftOut::facts).toList());
        facts.put("notes", project.notes());
        return facts;
    }

    private String stampLine() {
        SourceProject.Applied applied = project.applied();
        if (!applied.isKnown()) {
            return "No database was named: only files are written.";
        }
        if (applied.heads().isEmpty() && applied.repeatables().isEmpty()) {
            return "Nothing is applied in the database: nothing will be stamped.";
        }
        String repeatables = applied.repeatables().isEmpty()
                ? ""
                : "; recorded as applied: " + String.join(", ", applied.repeatables());
        return "The database will be stamped with "
                + (applied.heads().isEmpty() ? "no revision" : String.join(", ", applied.heads())) + repeatables + ".";
    }

    private List<Map<String, Object>> files() {
        List<Map<String, Object>> files = new ArrayList<>();
        project.revisions()
                .forEach(revision -> files.add(
                        file("revision", revision.revision().id(), revision.source(), projectImport.file(revision))));
        project.repeatables()
                .forEach(repeatable -> files.add(file(
                        "repeatable", repeatable.name(), repeatable.sql().file(), projectImport.file(repeatable))));
        return files;
    }

    private Map<String, Object> file(String kind, String name, String source, Path file) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put(kind, name);
        facts.put("source", source);
        facts.put("file", file.toString());
        facts.put("present", projectImport.isPresent(file));
        return facts;
    }
}
