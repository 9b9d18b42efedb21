package dev.migration.cli.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.migration.RevisionText;
import dev.migration.Revisions;
import dev.migration.cli.output.JsonObject;
import dev.migration.revision.Revision;

/** Prints revisions the way Alembic's users know, so that their {@code grep Rev:} and {@code awk '{print $1}'} go on working. */
final class RevisionPrinter {

    private static final String BASE = "<base>";

    private final Revisions revisions;
    private final RevisionMarkers marks;

    RevisionPrinter(Revisions revisions, RevisionMarkers marks) {
        this.revisions = revisions;
        this.marks = marks;
    }

    /** {@code abc123 (head)}, or a block of lines. */
    List<String> place(Revision revision, boolean verbose) {
        return verbose ? block(revision) : List.of(revision.id() + marks.text(revision));
    }

    /** {@code def456 -> abc123 (head), add ticket priority}. */
    String step(Revision revision) {
        String down = revision.isBase() ? BASE : String.join(", ", revision.downRevisions());
        return down + " -> " + revision.id() + marks.text(revision) + message(revision);
    }

    /** {@code abc123 (head), add ticket priority}, with what no line of a drawing shows. */
    String node(Revision revision) {
        String depends =
                revision.dependsOn().isEmpty() ? "" : ", depends on " + String.join(", ", revision.dependsOn());
        return revision.id() + marks.text(revision) + message(revision) + depends;
    }

    /** Everything, a fact to a line, and an empty line behind. */
    List<String> block(Revision revision) {
        List<String> lines = new ArrayList<>();
        lines.add("Rev: " + revision.id() + marks.text(revision));
        lines.add((revision.isMerge() ? "Merges: " : "Parent: ")
                + (revision.isBase() ? BASE : String.join(", ", revision.downRevisions())));
        add(lines, "Depends on: ", revision.dependsOn());
        add(lines, "Branch labels: ", revision.branchLabels());
        add(lines, "Replaces: ", revision.replaces());
        revision.created().ifPresent(instant -> lines.add("Created: " + instant));
        Optional<RevisionText> text = revisions.find(revision.id());
        text.ifPresent(known -> lines.add("Path: " + known.source()));
        text.filter(known -> !known.reversible()).ifPresent(known -> lines.add("Irreversible: it has no @downgrade"));
        lines.add("");
        if (!revision.message().isEmpty()) {
            lines.add("    " + revision.message());
            lines.add("");
        }
        return lines;
    }

    /** For programs. */
    JsonObject facts(Revision revision) {
        Optional<RevisionText> text = revisions.find(revision.id());
        return JsonObject.of(revision)
                .and("replaces", revision.replaces())
                .and("marks", marks.of(revision))
                .and("path", text.map(RevisionText::source))
                .and("checksum", text.flatMap(RevisionText::checksum))
                .and("reversible", text.map(RevisionText::reversible));
    }

    /** The same for several. */
    List<Object> facts(List<Revision> several) {
        return several.stream().<Object>map(revision -> facts(revision).map()).toList();
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
