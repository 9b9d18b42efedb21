package dev.migration.execution;

import java.util.List;
import java.util.Optional;

import dev.migration.script.RevisionScript;

/** Shows where a script begins to differ from what was run. */
final class ScriptDifference {

    private ScriptDifference() {}

    /** The first line that differs, as it was and as it is; an empty text when nothing was stored. */
    static String describe(RevisionScript.Sql script, Optional<String> stored) {
        return stored.map(then -> firstDifference(script, then)).orElse("");
    }

    private static String firstDifference(RevisionScript.Sql script, String stored) {
        List<String> then = lines(stored);
        List<String> now = lines(script.upgrade().text());
        int row = 0;
        while (row < then.size() && row < now.size() && then.get(row).equals(now.get(row))) {
            row++;
        }
        int line = script.upgrade().start().line() + row;
        return System.lineSeparator() + "  " + script.source() + ":" + line + "  first difference"
                + System.lineSeparator() + "    applied: " + at(then, row)
                + System.lineSeparator() + "    now:     " + at(now, row);
    }

    private static List<String> lines(String text) {
        return text.lines().map(String::stripTrailing).toList();
    }

    private static String at(List<String> lines, int row) {
        return row < lines.size() ? lines.get(row) : "(nothing)";
    }
}
