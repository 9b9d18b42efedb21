// SPDX-License-Identifier: Apache-2.0
package dev.migration.result;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The difference between a section of a script and the section that was stored when its revision was applied. Comments, white
 * space between tokens, line ends and a byte order mark are ignored, except that literals and function bodies are compared
 * completely, apart from line ends.
 *
 * @param revision the revision's id
 * @param source the file
 * @param section the section of the file
 * @param changes the statements that differ, in order; empty if no text was stored, or if only semicolons differ
 */
public record ScriptDifference(String revision, String source, Section section, List<StatementChange> changes) {

    private static final int WIDTH = 160;
    private static final int LEAD = 40;

    /** A part of a script. */
    public enum Section {
        UPGRADE,
        /** A difference here is never refused: a downgrade may be corrected at any time. */
        DOWNGRADE
    }

    public ScriptDifference {
        changes = List.copyOf(changes);
    }

    /** The complete difference, in the form of a unified diff. */
    public String text() {
        return String.join(System.lineSeparator(), lines(change -> change));
    }

    /** The first lines of the difference, with long lines shortened, and the number of further lines. */
    public String text(int mostLines) {
        List<String> lines = lines(ScriptDifference::cut);
        if (lines.size() <= mostLines) {
            return String.join(System.lineSeparator(), lines);
        }
        return String.join(System.lineSeparator(), lines.subList(0, mostLines)) + System.lineSeparator() + "    … and "
                + (lines.size() - mostLines) + " more lines";
    }

    private List<String> lines(java.util.function.UnaryOperator<List<String>> form) {
        List<String> lines = new ArrayList<>();
        for (StatementChange change : changes) {
            lines.add(
                    "  " + source + place(change) + "  " + change.kind().name().toLowerCase(Locale.ROOT));
            form.apply(change.lines()).forEach(line -> lines.add("    " + line));
        }
        if (changes.isEmpty()) {
            lines.add("  " + source
                    + "  no statement differs; the applied text is not stored, or only semicolons differ");
        }
        return lines;
    }

    private static String place(StatementChange change) {
        if (change.kind() != StatementChange.Kind.GONE) {
            return ":" + change.line();
        }
        return change.line() == 0 ? " (after the last statement)" : " (before line " + change.line() + ")";
    }

    /** A long line is shown from shortly before the place where it differs from the other line. */
    private static List<String> cut(List<String> lines) {
        List<String> cut = new ArrayList<>();
        for (int index = 0; index < lines.size(); index++) {
            String line = lines.get(index);
            int other = line.startsWith("-") ? index + 1 : index - 1;
            int from = line.length() > WIDTH && other >= 0 && other < lines.size()
                    ? commonLength(line, lines.get(other))
                    : 0;
            cut.add(cut(line, from));
        }
        return cut;
    }

    private static String cut(String line, int from) {
        if (line.length() <= WIDTH) {
            return line;
        }
        int begin = from > WIDTH - LEAD ? from - LEAD : 2;
        int end = Math.min(line.length(), begin + WIDTH);
        return line.substring(0, 2)
                + (begin > 2 ? "…" : "")
                + line.substring(begin, end)
                + (end < line.length() ? "…" : "");
    }

    private static int commonLength(String line, String other) {
        int length = 2;
        while (length < line.length() && length < other.length() && line.charAt(length) == other.charAt(length)) {
            length++;
        }
        return length;
    }

    @Override
    public String toString() {
        return revision + ": "
                + changes.stream()
                        .map(change -> change.kind() + ":" + change.line())
                        .collect(Collectors.joining(", "));
    }
}
