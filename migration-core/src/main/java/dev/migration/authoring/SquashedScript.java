// SPDX-License-Identifier: Apache-2.0
package dev.migration.authoring;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

import dev.migration.plan.Squash;
import dev.migration.revision.Revision;
import dev.migration.script.RevisionScript;
import dev.migration.script.ScriptOptions;
import dev.migration.script.SqlSection;

/**
 * Creates the script of a squash: the upgrades of the replaced revisions in order, and their downgrades in reverse
 * order.
 */
final class SquashedScript {

    private SquashedScript() {}

    /** The reasons why the revisions cannot be squashed. */
    static List<AuthoringException.Fault> faults(Squash squash, ScriptFolders.Loaded scripts) {
        List<AuthoringException.Fault> faults = new ArrayList<>();
        for (Revision revision : squash.replaced()) {
            Optional<RevisionScript> script = scripts.find(revision.id());
            if (!(script.orElse(null) instanceof RevisionScript.Sql sql)) {
                faults.add(new AuthoringException.Fault(
                        "Revision '" + revision.id() + "' is a Java class, whose code cannot be copied into a script.",
                        "Squash the revisions before it and the revisions after it."));
            } else if (!sql.options().equals(ScriptOptions.NONE)) {
                faults.add(new AuthoringException.Fault(
                        "Revision '" + revision.id()
                                + "' has a timeout or '@transaction none' that applies to it alone.",
                        "Squash the revisions before it and the revisions after it, or delete that directive."));
            }
        }
        for (Revision revision : squash.replaced()) {
            scripts.find(revision.id()).stream()
                    .flatMap(script -> script.downgradeFaults().stream())
                    .map(fault -> new AuthoringException.Fault(fault.place() + ": " + fault.problem(), fault.remedy()))
                    .forEach(faults::add);
        }
        return faults;
    }

    /** The text of the script. */
    static String of(Revision revision, List<Revision> replaced, ScriptFolders.Loaded scripts) {
        List<RevisionScript.Sql> sources = replaced.stream()
                .flatMap(one -> scripts.find(one.id()).stream())
                .map(RevisionScript.Sql.class::cast)
                .toList();
        StringBuilder text = header(revision, sources);
        text.append("\n-- @upgrade\n");
        sources.forEach(source -> section(text, source, source.upgrade()));
        if (sources.stream().allMatch(RevisionScript.Sql::isReversible)) {
            text.append("-- @downgrade\n");
            List<RevisionScript.Sql> backwards = new ArrayList<>(sources);
            Collections.reverse(backwards);
            backwards.forEach(source -> source.downgrade().ifPresent(down -> section(text, source, down)));
        }
        return text.toString().stripTrailing() + "\n";
    }

    private static StringBuilder header(Revision revision, List<RevisionScript.Sql> sources) {
        StringBuilder text = new StringBuilder();
        text.append("-- ").append(revision.message()).append("\n--\n");
        directive(text, "revision", List.of(revision.id()));
        directive(text, "revises", revision.downRevisions());
        directive(text, "branch", revision.branchLabels());
        directive(text, "depends-on", revision.dependsOn());
        directive(text, "replaces", revision.replaces());
        directive(text, "reapply", reapplied(sources));
        directive(
                text,
                "created",
                revision.created().map(Object::toString).stream().toList());
        return text;
    }

    private static List<String> reapplied(List<RevisionScript.Sql> sources) {
        TreeSet<String> names = new TreeSet<>();
        sources.forEach(source -> names.addAll(source.reapply()));
        return List.copyOf(names);
    }

    private static void directive(StringBuilder text, String word, List<String> values) {
        if (!values.isEmpty()) {
            text.append(String.format("-- @%-10s %s%n", word, String.join(", ", values))
                    .replace("\r", ""));
        }
    }

    private static void section(StringBuilder text, RevisionScript.Sql source, SqlSection section) {
        String sql = section.text().strip();
        text.append("-- From ").append(source.revision().id()).append(": ");
        text.append(source.revision().message()).append('\n');
        text.append(sql).append(sql.isEmpty() ? "" : "\n");
        if (!sql.isEmpty() && !sql.endsWith(";") && !sql.endsWith("\\.")) {
            // The last statement of a section may end with the section.
            text.append(";\n");
        }
        text.append('\n');
    }
}
