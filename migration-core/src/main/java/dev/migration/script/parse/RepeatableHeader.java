// SPDX-License-Identifier: Apache-2.0
package dev.migration.script.parse;

import java.util.Map;
import java.util.Set;

import dev.migration.script.parse.Directive.Word;

/** Checks which directives a repeatable may have, and which only a revision may have. */
final class RepeatableHeader {

    /** Directives about the position in the graph, and those that a shared transaction cannot honour. */
    private static final Set<Word> NOT_FOR_REPEATABLES = Set.of(
            Word.REVISION,
            Word.REVISES,
            Word.BRANCH,
            Word.DEPENDS_ON,
            Word.REPLACES,
            Word.CREATED,
            Word.TRANSACTION,
            Word.REQUIRE,
            Word.ENSURE,
            Word.REAPPLY);

    private RepeatableHeader() {}

    /**
     * Adds the faults of a header.
     *
     * @param lines the lines of its directives
     */
    static void check(Map<Word, Integer> lines, FaultCollector faults) {
        if (lines.containsKey(Word.REPEATABLE)) {
            lines.forEach((word, line) -> {
                if (NOT_FOR_REPEATABLES.contains(word)) {
                    faults.add(line, "'@" + word.text() + "' cannot be combined with '@repeatable'.", remedy(word));
                }
            });
        } else if (lines.containsKey(Word.NEEDS)) {
            faults.add(
                    lines.get(Word.NEEDS),
                    "'@needs' is for repeatables only.",
                    "Write '@revises' or '@depends-on', or '@reapply' if the revision changes a repeatable.");
        }
    }

    static void refuseDowngrade(int line, FaultCollector faults) {
        faults.add(
                line,
                "A repeatable has no '@downgrade'.",
                "Delete the section; to remove the object permanently, delete the script and drop it in a revision.");
    }

    private static String remedy(Word word) {
        return switch (word) {
            case REVISION -> "Keep one of the two: a script is a revision or a repeatable.";
            case TRANSACTION, REAPPLY, REQUIRE, ENSURE -> "Delete it, or put the change into a revision.";
            default -> "Delete it; '@needs' orders repeatables, which always run after the last revision.";
        };
    }
}
