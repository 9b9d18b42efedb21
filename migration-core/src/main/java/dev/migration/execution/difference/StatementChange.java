package dev.migration.execution.difference;

import java.util.List;

/**
 * One statement that is not the one that was applied.
 *
 * @param kind what happened to it
 * @param line the line of the script where it stands now; of one that is gone, the line of the statement that follows now,
 *     or 0 when none does
 * @param lines its lines: those that begin with {@code "- "} were applied, those with {@code "+ "} stand there now, the
 *     others, which begin with two spaces, are the same
 */
public record StatementChange(Kind kind, int line, List<String> lines) {

    /** What happened to a statement. */
    public enum Kind {
        CHANGED,
        ADDED,
        GONE
    }

    public StatementChange {
        lines = List.copyOf(lines);
    }
}
