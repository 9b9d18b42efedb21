package dev.migration.execution.difference;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * How a section of a script differs from what was stored when its revision was applied. Comments, white space between
 * tokens, line ends and a byte order mark are no difference; what stands in a literal or a function body is, line ends
 * excepted.
 *
 * @param revision the revision's id
 * @param source the file
 * @param section which part of it
 * @param changes the statements that differ, in order; none when nothing was stored to compare with, or when only semicolons
 *     differ
 */
public record ScriptDifference(String revision, String source, Section section, List<StatementChange> changes) {

    private static final int WIDTH = 160;
    private static final int LEAD = 40;

    /** A part of a script. */
    public enum Section {
        UPGRADE,
        /** Does not keep anybody from anything: the way back may be mended at any time. */
        DOWNGRADE
    }

    public ScriptDifference {
        changes = List.copyOf(changes);
    }

    /** All of it, in the manner of a unified diff. */
    public String text() {
        return String.join(System.lineSeparator(), lines(change -> change));
    }

    /** The beginning of it, with long lines cut, and how much more there is. */
    public String text(int mostLines) {
        List<String> lines = lines(ScriptDifference::cut);
        if (lines.size() <= mostLines) {
            return String.join(System.lineSeparator(), lines);
        }
        return String.join(System.lineSeparator(), lines.subList(0, mostLines)) + System.lineSeparator() + "    … and "
                + (lines.size() - mostLines) + " more lines; MigrationReader.differences() returns them all";
    }

    private List<String> lines(java.util.function.UnaryOperator<List<String>> form) {
        List<String> lines = new ArrayList<>();
        for (StatementChange change : changes) {
            lines.add(
                    "  " + source + place(change) + "  " + change.kind().name().toLowerCase(Locale.ROOT));
            form.apply(change.lines()).forEach(line -> lines.add("    " + line));
        }
        if (changes.isEmpty()) {
            lines.add("  " + source + "  no statement differs; what was applied is not stored, or semicolons differ");
        }
        return lines;
    }

    private static String place(StatementChange change) {
        if (change.kind() != StatementChange.Kind.GONE) {
            return ":" + change.line();
        }
        return change.line() == 0 ? " (behind the last statement)" : " (before line " + change.line() + ")";
    }

    /** Long lines begin shortly before the place where they differ from the line that they stand for. */
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
