package dev.migration.cli.importer.project;

import java.util.ArrayList;
import java.util.List;

/** Gathers what keeps a project from being taken over, so that everything is said at once. */
public final class ImportProblems {

    private final String tool;
    private final List<Problem> found = new ArrayList<>();

    /** @param tool whose project it is */
    public ImportProblems(String tool) {
        this.tool = tool;
    }

    /** Adds one about something that has no line, such as a row. */
    public void add(String place, String problem, String remedy) {
        add(place, 0, problem, remedy);
    }

    /** Adds one about a line of a file. */
    public void add(String file, int line, String problem, String remedy) {
        found.add(new Problem(file, line, problem, remedy));
    }

    /** Whether there is one about this line already. */
    boolean isKnown(String file, int line) {
        return line > 0 && found.stream().anyMatch(problem -> problem.file().equals(file) && problem.line() == line);
    }

    /** @throws ImportException with all of them, if there are any */
    public void refuse() {
        if (!found.isEmpty()) {
            throw new ImportException(tool, found);
        }
    }

    /**
     * One of them.
     *
     * @param file where it is; may be a table
     * @param line its line, from 1; 0 when it has none
     */
    public record Problem(String file, int line, String problem, String remedy) {

        String text() {
            return (line > 0 ? file + ":" + line : file) + "  " + problem;
        }
    }
}
