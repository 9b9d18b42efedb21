// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.migration.RevisionText;
import dev.migration.Revisions;
import dev.migration.cli.output.JsonObject;
import dev.migration.revision.Revision;

/**
 * Formats revisions as text and as members of a JSON object. The text has the form of Alembic's commands, so that
 * {@code grep Rev:} and {@code awk '{print $1}'} in existing scripts continue to work.
 */
final class RevisionPrinter {

    private static final String BASE = "<base>";

    private final Revisions revisions;
    private final RevisionMarkers markers;

    RevisionPrinter(Revisions revisions, RevisionMarkers markers) {
        this.revisions = revisions;
        this.markers = markers;
    }

    /** Returns {@code abc123 (head)}; or, if verbose, the lines of {@link #block}. */
    List<String> place(Revision revision, boolean verbose) {
        return verbose ? block(revision) : List.of(revision.id() + markers.text(revision));
    }

    /** Returns {@code def456 -> abc123 (head), add ticket priority}, with dependencies in parentheses before the arrow. */
    String step(Revision revision) {
        String down = revision.isBase() ? BASE : String.join(", ", revision.downRevisions());
        String depends = revision.dependsOn().isEmpty() ? "" : " (" + String.join(", ", revision.dependsOn()) + ")";
        return down + depends + " -> " + revision.id() + markers.text(revision) + message(revision);
    }

    /** Returns {@code abc123 (head), add ticket priority}, and the dependencies, which a drawing does not show. */
    String node(Revision revision) {
        String depends =
                revision.dependsOn().isEmpty() ? "" : ", depends on " + String.join(", ", revision.dependsOn());
        return revision.id() + markers.text(revision) + message(revision) + depends;
    }

    /** Returns all properties, a line for each, with an empty line at the end. */
    List<String> block(Revision revision) {
        List<String> lines = new ArrayList<>();
        lines.add("Rev: " + revision.id() + markers.text(revision));
        lines.add((revision.isMerge() ? "Merges: " : "Parent: ")
                + (revision.isBase() ? BASE : String.join(", ", revision.downRevisions())));
        add(lines, "Depends on: ", revision.dependsOn());
        add(lines, "Branch labels: ", revision.branchLabels());
        add(lines, "Replaces: ", revision.replaces());
        revision.created().ifPresent(instant -> lines.add("Created: " + instant));
        Optional<RevisionText> text = revisions.find(revision.id());
        text.ifPresent(known -> lines.add("Path: " + known.source()));
        text.filter(known -> !known.reversible()).ifPresent(known -> lines.add("Irreversible: " + reason(known)));
        lines.add("");
        if (!revision.message().isEmpty()) {
            lines.add("    " + revision.message());
            lines.add("");
        }
        return lines;
    }

    /** Returns the members of the JSON object of a revision. */
    JsonObject members(Revision revision) {
        Optional<RevisionText> text = revisions.find(revision.id());
        return JsonObject.of(revision)
                .and("replaces", revision.replaces())
                .and("marks", markers.of(revision))
                .and("path", text.map(RevisionText::source))
                .and("checksum", text.flatMap(RevisionText::checksum))
                .and("reversible", text.map(RevisionText::reversible));
    }

    /** Returns the JSON object of each revision. */
    List<Object> members(List<Revision> several) {
        return several.stream().<Object>map(revision -> members(revision).map()).toList();
    }

    private static String reason(RevisionText irreversible) {
        return irreversible.isJava() ? "its class is no ReversibleJavaRevision" : "it has no @downgrade";
    }

    private static String message(Revision revision) {
        return revision.message().isEmpty() ? "" : ", " + revision.message();
    }

    private static void add(List<String> lines, String title, List<String> names) {
        if (!names.isEmpty()) {
            lines.add(title + String.join(", ", names));
        }
    }
}
