// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.importer.flyway;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.migration.cli.importer.flyway.FlywayHistory.Row;
import dev.migration.cli.importer.project.ImportProblems;
import dev.migration.cli.importer.project.RepeatableOrder;
import dev.migration.cli.importer.project.RevisionNames;
import dev.migration.cli.importer.project.SourceProject.LeftOut;
import dev.migration.cli.importer.project.SourceRepeatable;

/** Makes repeatables from Flyway's, which run in the order of their descriptions. */
final class FlywayRepeatables {

    private final Map<FlywayFile, String> named = new LinkedHashMap<>();
    private final Optional<FlywayHistory> history;
    private final Map<String, String> variables;

    /** @param files the repeatable scripts, in Flyway's order */
    FlywayRepeatables(List<FlywayFile> files, Optional<FlywayHistory> history, Map<String, String> variables) {
        this.history = history;
        this.variables = variables;
        RevisionNames names = new RevisionNames();
        files.forEach(file -> named.put(file, names.of(file.description())));
    }

    List<SourceRepeatable> all() {
        RepeatableOrder order = new RepeatableOrder(List.copyOf(named.values()));
        List<SourceRepeatable> all = new ArrayList<>();
        named.forEach(
                (file, name) -> all.add(new SourceRepeatable(name, order.needs(name), file.message(), file.sql())));
        return all;
    }

    /** The names of those whose current text Flyway applied last. */
    List<String> applied() {
        return named.entrySet().stream()
                .filter(entry -> isApplied(entry.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }

    List<LeftOut> leftOut() {
        List<String> known =
                named.keySet().stream().map(FlywayFile::description).toList();
        return history.map(rows -> rows.repeatables().values().stream()
                        .filter(row -> !known.contains(row.description()))
                        .map(row -> new LeftOut(
                                row.script(), "its repeatable has no script; the objects that it created stay"))
                        .toList())
                .orElse(List.of());
    }

    List<String> notes() {
        return named.entrySet().stream()
                .filter(entry -> history.isPresent() && !isApplied(entry.getKey()))
                .map(entry -> "The current text of the repeatable " + entry.getValue()
                        + " is not applied: the next upgrade applies it.")
                .toList();
    }

    void check(ImportProblems problems) {
        named.keySet().stream()
                .filter(file -> !file.inTransaction())
                .forEach(file -> problems.add(
                        file.path(),
                        "A repeatable always runs in a transaction here.",
                        "Remove executeInTransaction=false from its .conf, or make it a versioned script."));
    }

    private boolean isApplied(FlywayFile file) {
        Optional<Row> row = history.map(known -> known.repeatables().get(file.description()));
        return row.isPresent()
                && (row.get().hasChecksum(file.checksum()) || row.get().hasChecksum(replaced(file.text())));
    }

    private int replaced(String text) {
        String result = text;
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            result = result.replace("${" + variable.getKey() + "}", variable.getValue());
        }
        return FlywayChecksum.of(result);
    }
}
