// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.importer.project;

import java.util.List;
import java.util.stream.Stream;

import dev.migration.error.MigrationException;

/** Thrown when a project of another tool cannot be imported. It has all problems; no file was written. */
public final class ImportException extends MigrationException {

    private final transient List<ImportProblems.Problem> problems;

    ImportException(String tool, List<ImportProblems.Problem> problems) {
        super(describe(tool, problems), remedies(problems));
        this.problems = List.copyOf(problems);
    }

    /** All problems. */
    public List<ImportProblems.Problem> problems() {
        return problems;
    }

    private static String describe(String tool, List<ImportProblems.Problem> problems) {
        StringBuilder text =
                new StringBuilder("The " + tool + " project cannot be imported as it is; nothing was written:");
        problems.forEach(
                problem -> text.append(System.lineSeparator()).append("  ").append(problem.text()));
        return text.toString();
    }

    /** A remedy for several problems is listed once. */
    private static String remedies(List<ImportProblems.Problem> problems) {
        List<String> distinct =
                problems.stream().map(ImportProblems.Problem::remedy).distinct().toList();
        return distinct.size() == 1
                ? distinct.get(0)
                : String.join(
                        System.lineSeparator() + "  ",
                        Stream.concat(Stream.of(""), distinct.stream()).toList());
    }
}
