package dev.migration.cli.importer.project;

import dev.migration.sql.Quoting;

/**
 * SQL of another tool, character for character.
 *
 * @param file where it is from, as people find it
 * @param firstLine the line of the file that it begins on
 */
public record SourceSql(String text, String file, int firstLine) {

    /** What a whole file holds. */
    public static SourceSql of(String file, String text) {
        return new SourceSql(text, file, 1);
    }

    /** Statements that fail, for something of which there is no SQL. */
    public static SourceSql standIn(String what) {
        String sentence = "This stands for " + what + ", of which there is no SQL: write here what it did.";
        return of(
                what,
                "-- " + sentence + "\nDO "
                        + Quoting.literal(
                                "BEGIN RAISE EXCEPTION " + Quoting.literal(sentence.replace("%", "%%")) + "; END")
                        + ";\n");
    }
}
