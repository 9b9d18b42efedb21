// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.schema;

import java.util.ArrayList;
import java.util.List;

import dev.migration.cli.output.ExitCode;
import dev.migration.cli.output.JsonObject;
import dev.migration.cli.output.Plurals;
import dev.migration.cli.output.Report;
import dev.migration.schema.SchemaComparison;
import dev.migration.schema.SchemaDifference;

/**
 * Two compared schemas, as the report of a command.
 *
 * @param comparison what differs
 * @param text what the two schemas are called
 * @param origins what a difference comes from, if not from the authors of the schemas
 */
record ComparisonReport(SchemaComparison comparison, DifferenceText text, DifferenceOrigins origins) {

    ComparisonReport(SchemaComparison comparison, DifferenceText text) {
        this(comparison, text, DifferenceOrigins.NONE);
    }

    /**
     * @param equal the sentence if nothing differs
     * @param different the beginning of the sentence if something differs, to which the number of objects is added
     */
    record Sentences(String equal, String different) {}

    /** @param first members of the JSON object before the differences */
    Report report(Sentences sentences, JsonObject first, boolean markdown) {
        List<SchemaDifference> differences = comparison.withoutParts();
        List<String> lines = new ArrayList<>();
        lines.add(
                differences.isEmpty()
                        ? sentences.equal()
                        : sentences.different() + " " + Plurals.of(differences.size(), "object") + ":");
        lines.addAll(origins.lines(
                differences, part -> markdown ? new DifferenceMarkdown(text).lines(part) : text.lines(part)));
        lines.addAll(comparison.omissions());
        return new Report(
                differences.isEmpty() ? ExitCode.OK : ExitCode.PENDING,
                lines,
                first.and("differences", origins.members(comparison.differences(), text))
                        .and("notCompared", comparison.omissions())
                        .map());
    }
}
