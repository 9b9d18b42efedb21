// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.importer.liquibase;

import java.util.List;
import java.util.function.Consumer;

import dev.migration.cli.importer.project.ImportException;
import dev.migration.cli.importer.project.ImportProblems;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** The problems that reading a change log adds, each with file and line. */
final class ReadProblems {

    private ReadProblems() {}

    static List<String> of(Consumer<ImportProblems> read) {
        ImportProblems found = new ImportProblems("Liquibase");
        read.accept(found);
        return catchThrowableOfType(ImportException.class, found::throwIfAny).problems().stream()
                .map(problem -> problem.file() + ":" + problem.line() + "  " + problem.problem())
                .toList();
    }
}
