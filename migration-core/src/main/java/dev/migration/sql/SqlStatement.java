package dev.migration.sql;

/**
 * One statement of a script.
 *
 * @param text as written, without its semicolon and without comments before it
 * @param position where its text begins in the script
 * @param copiesFromStdin whether lines of data follow it: {@link StatementReader#copyLine()}
 */
public record SqlStatement(String text, Position position, boolean copiesFromStdin) {

    private static final int SHOWN = 60;

    /** Its first words on one line, for a log or a message. */
    public String summary() {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() <= SHOWN ? line : line.substring(0, SHOWN - 1) + "…";
    }
}
