// SPDX-License-Identifier: Apache-2.0
package dev.migration.result;

import java.util.List;

/**
 * One statement that differs from the applied text.
 *
 * @param kind how it differs
 * @param line its line in the current script; for a statement that is gone, the line of the next statement, or 0 if there is none
 * @param lines its lines: those with {@code "- "} were applied, those with {@code "+ "} are in the current script, the others,
 *     which begin with two spaces, are equal
 */
public record StatementChange(Kind kind, int line, List<String> lines) {

    /** How a statement differs from the applied text. */
    public enum Kind {
        CHANGED,
        ADDED,
        GONE
    }

    public StatementChange {
        lines = List.copyOf(lines);
    }
}
