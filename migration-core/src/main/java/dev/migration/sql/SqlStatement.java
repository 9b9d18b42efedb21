// SPDX-License-Identifier: Apache-2.0
package dev.migration.sql;

import java.util.Optional;

/**
 * One statement of a script.
 *
 * @param text the text as written, without its semicolon and without comments before it
 * @param position the position of the text in the script
 * @param copiesFromStdin whether data lines follow; {@link StatementReader#copyLine()} reads them
 * @param annotation the last comment before it that begins with {@code -- @}, as written
 */
public record SqlStatement(String text, Position position, boolean copiesFromStdin, Optional<String> annotation) {

    private static final int SHOWN = 60;

    /** A statement without an annotation. */
    public SqlStatement(String text, Position position, boolean copiesFromStdin) {
        this(text, position, copiesFromStdin, Optional.empty());
    }

    /** The beginning of the statement on one line of at most 60 characters, for a log or a message. */
    public String summary() {
        String line = Redaction.NONE.of(text).strip().replaceAll("\\s+", " ");
        return line.length() <= SHOWN ? line : line.substring(0, SHOWN - 1) + "…";
    }
}
