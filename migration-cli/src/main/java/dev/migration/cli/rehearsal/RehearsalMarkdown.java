// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.rehearsal;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import dev.migration.rehearsal.RehearsalReport;
import dev.migration.rehearsal.RehearsedStatement;

/** A report for the comment of a pull request. */
record RehearsalMarkdown(RehearsalReport report) {

    List<String> lines() {
        RehearsalText text = new RehearsalText(report);
        List<String> lines = new ArrayList<>(List.of("### Rehearsal", ""));
        if (report.plan().isEmpty()) {
            lines.addAll(text.lines());
            return lines;
        }
        lines.add(cell(text.summary()));
        lines.addAll(List.of("", "| statement | time | what it does |", "|---|---|---|"));
        report.statements().forEach(statement -> lines.add(row(statement)));
        lines.add("");
        RehearsalText.remains(report.remains())
                .forEach(line -> lines.add(line.startsWith("  ") ? "* " + cell(line.strip()) : line + "\n"));
        return lines;
    }

    private static String row(RehearsedStatement statement) {
        String details = RehearsalText.details(statement).stream()
                .map(RehearsalMarkdown::cell)
                .collect(Collectors.joining("<br>"));
        return "| `" + statement.place() + "` " + cell(statement.summary()) + " | " + RehearsalText.outcome(statement)
                + " | " + details + " |";
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("<", "&lt;").replaceAll("\\s+", " ");
    }
}
