package dev.migration.script.parse;

import dev.migration.script.parse.Directive.Word;
import java.util.Map;
import java.util.Set;

/** Knows which directives go with a repeatable, and which with a revision only. */
final class RepeatableHeader {

    /** What a revision says about its place in the graph, or what a transaction shared with others cannot grant. */
    private static final Set<Word> NOT_FOR_REPEATABLES = Set.of(
            Word.REVISION,
            Word.REVISES,
            Word.BRANCH,
            Word.DEPENDS_ON,
            Word.REPLACES,
            Word.CREATED,
            Word.TRANSACTION,
            Word.REAPPLY);

    private RepeatableHeader() {}

    /** Adds the faults of a header; {@code lines} says which directives it has, and where. */
    static void check(Map<Word, Integer> lines, FaultCollector faults) {
        if (lines.containsKey(Word.REPEATABLE)) {
            lines.forEach((word, line) -> {
                if (NOT_FOR_REPEATABLES.contains(word)) {
                    faults.add(line, "'@" + word.text() + "' does not go with '@repeatable'.", remedy(word));
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
                "Delete the section; to remove the object for good, delete the script and drop it in a revision.");
    }

    private static String remedy(Word word) {
        return switch (word) {
            case REVISION -> "Keep one of the two: a script is a revision or a repeatable.";
            case TRANSACTION, REAPPLY -> "Delete it, or put the change into a revision.";
            default -> "Delete it; '@needs' orders repeatables, which always run behind the last revision.";
        };
    }
}
