// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.importer.project;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.migration.revision.Revision;

/** The text of a script with SQL of another tool, and the source of each line. */
final class ScriptText {

    private final StringBuilder text = new StringBuilder();
    private final List<Part> parts = new ArrayList<>();
    private final String origin;

    private ScriptText(String message, String origin) {
        this.origin = origin;
        text.append("-- ").append(line(message)).append("\n--\n");
    }

    static ScriptText of(SourceRevision source) {
        Revision revision = source.revision();
        ScriptText script = new ScriptText(revision.message(), source.upgrade().file());
        script.directive("revision", List.of(revision.id()));
        script.directive("revises", revision.downRevisions());
        script.directive("branch", revision.branchLabels());
        script.directive("depends-on", revision.dependsOn());
        script.directive(
                "created",
                revision.created().map(Instant::toString).map(List::of).orElse(List.of()));
        script.directive("transaction", source.statementByStatement() ? List.of("none") : List.of());
        script.section("upgrade", source.upgrade());
        source.downgrade().ifPresent(sql -> script.section("downgrade", sql));
        return script;
    }

    static ScriptText of(SourceRepeatable repeatable) {
        ScriptText script =
                new ScriptText(repeatable.message(), repeatable.sql().file());
        script.directive("repeatable", List.of(repeatable.name()));
        script.directive("needs", repeatable.needs());
        script.section("upgrade", repeatable.sql());
        return script;
    }

    String text() {
        return text.toString();
    }

    /** The file of the upgrade section. */
    String origin() {
        return origin;
    }

    /** The source of a line; empty for a line of the header. */
    Optional<Place> placeOf(int line) {
        return parts.stream()
                .filter(part -> part.firstLine() <= line)
                .reduce((earlier, later) -> later)
                .map(part -> new Place(part.sql().file(), part.sql().firstLine() + line - part.firstLine()));
    }

    private void directive(String word, List<String> values) {
        if (!values.isEmpty()) {
            text.append("-- @")
                    .append(word)
                    .append(" ".repeat(Math.max(1, 11 - word.length())))
                    .append(String.join(", ", values))
                    .append('\n');
        }
    }

    private void section(String word, SourceSql sql) {
        text.append(text.toString().endsWith("\n\n") ? "" : "\n")
                .append("-- @")
                .append(word)
                .append('\n');
        parts.add(new Part(
                1 + (int) text.chars().filter(character -> character == '\n').count(), sql));
        text.append(sql.text());
        if (!sql.text().isEmpty() && !sql.text().endsWith("\n")) {
            text.append('\n');
        }
    }

    /** The first line of a message; without a leading {@code @}, with which it would be a directive. */
    private static String line(String message) {
        String line = message.lines().findFirst().orElse("").strip();
        return line.startsWith("@") ? line.substring(1) : line;
    }

    private record Part(int firstLine, SourceSql sql) {}

    record Place(String file, int line) {}
}
