// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.importer.project;

import java.util.ArrayList;
import java.util.List;

/** Collects the problems of an import, so that all of them are reported at once. */
public final class ImportProblems {

    private final String tool;
    private final List<Problem> found = new ArrayList<>();

    /** @param tool the name of the other tool */
    public ImportProblems(String tool) {
        this.tool = tool;
    }

    /** Adds a problem without a line, such as that of a row. */
    public void add(String source, String problem, String remedy) {
        add(source, 0, problem, remedy);
    }

    /** Adds a problem of one line. Lines begin with 1; 0 means that the problem has no line. */
    public void add(String file, int line, String problem, String remedy) {
        found.add(new Problem(file, line, problem, remedy));
    }

    /** Whether this line already has a problem. */
    boolean isKnown(String file, int line) {
        return line > 0 && found.stream().anyMatch(problem -> problem.file().equals(file) && problem.line() == line);
    }

    /** @throws ImportException with all problems, if there are any */
    public void throwIfAny() {
        if (!found.isEmpty()) {
            throw new ImportException(tool, found);
        }
    }

    /**
     * One problem.
     *
     * @param file the file, or the table
     * @param line the line, from 1; 0 if the problem has none
     * @param problem what is wrong
     * @param remedy what to do about it
     */
    public record Problem(String file, int line, String problem, String remedy) {

        String text() {
            return (line > 0 ? file + ":" + line : file) + "  " + problem;
        }
    }
}
