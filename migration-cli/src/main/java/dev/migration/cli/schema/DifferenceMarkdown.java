// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.schema;

import java.util.ArrayList;
import java.util.List;

import dev.migration.schema.SchemaDifference;
import dev.migration.schema.SchemaDifference.FactChange;

/** Differences as a table in Markdown, for a comment on a change in review. */
record DifferenceMarkdown(DifferenceText text) {

    List<String> lines(List<SchemaDifference> differences) {
        List<String> lines = new ArrayList<>();
        if (differences.isEmpty()) {
            return lines;
        }
        lines.add("");
        lines.add("| object | fact | " + cell(text.from()) + " | " + cell(text.to()) + " |");
        lines.add("|---|---|---|---|");
        for (SchemaDifference difference : differences) {
            String object = cell(difference.object().kind()) + " "
                    + code(difference.object().name());
            if (difference instanceof SchemaDifference.Changed changed) {
                changed.changes().forEach(change -> lines.add(row(object, change)));
            } else if (difference instanceof SchemaDifference.Added added) {
                lines.add("| " + object + " | | – | " + code(DifferenceText.definition(added.facts())) + " |");
            } else if (difference instanceof SchemaDifference.Removed removed) {
                lines.add("| " + object + " | | " + code(DifferenceText.definition(removed.facts())) + " | – |");
            }
        }
        return lines;
    }

    private static String row(String object, FactChange change) {
        return "| " + object + " | " + cell(FactLabels.of(change.fact())) + " | "
                + code(DifferenceText.shown(change.from())) + " | " + code(DifferenceText.shown(change.to())) + " |";
    }

    /** In backquotes, more of them than the text has in a row. */
    private static String code(String value) {
        String line = cell(DifferenceText.oneLine(value));
        if (line.isEmpty()) {
            return "yes";
        }
        String quotes = "`";
        while (line.contains(quotes)) {
            quotes += "`";
        }
        String space = line.startsWith("`") || line.endsWith("`") ? " " : "";
        return quotes + space + line + space + quotes;
    }

    /** A cell ends at a bar, also within backquotes. */
    private static String cell(String value) {
        return value.replace("|", "\\|");
    }
}
