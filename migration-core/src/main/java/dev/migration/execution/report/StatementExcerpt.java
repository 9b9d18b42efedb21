// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.report;

import java.util.Arrays;

import dev.migration.sql.Position;
import dev.migration.sql.Redaction;
import dev.migration.sql.SqlStatement;

/** The line of a statement that contains a position, with a caret below the character. */
final class StatementExcerpt {

    private StatementExcerpt() {}

    /** @param redaction removes passwords; the caret stays below its character */
    static String of(SqlStatement statement, Position at, Redaction redaction) {
        String[] written = statement.text().split("\n", -1);
        int row = Math.min(at.line() - statement.position().line(), written.length - 1);
        int column = row == 0 ? at.column() - statement.position().column() : at.column() - 1;
        int before = Arrays.stream(written, 0, row)
                .mapToInt(line -> line.length() + 1)
                .sum();
        Redaction.Marked marked = redaction.at(statement.text(), before + column);
        int begin = marked.text().lastIndexOf('\n', marked.offset() - 1) + 1;
        String text =
                marked.text().substring(begin).lines().findFirst().orElse("").stripTrailing();
        int caret = marked.offset() - begin;
        int start = Math.max(0, caret - 100);
        String shown = text.substring(Math.min(start, text.length()), Math.min(text.length(), start + 160));
        return System.lineSeparator() + "    " + shown + System.lineSeparator() + "    " + padding(shown, caret - start)
                + "^";
    }

    /** Keeps tabs, so that the caret has the right column in every editor. */
    private static String padding(String text, int length) {
        StringBuilder padding = new StringBuilder();
        for (int index = 0; index < length; index++) {
            padding.append(index < text.length() && text.charAt(index) == '\t' ? '\t' : ' ');
        }
        return padding.toString();
    }
}
