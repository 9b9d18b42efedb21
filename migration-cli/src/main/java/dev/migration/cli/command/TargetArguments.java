package dev.migration.cli.command;

import java.util.Arrays;

import picocli.CommandLine.ITypeConverter;

/**
 * Lets {@code downgrade -1} be what it is for Alembic's users: a target that begins like an option. It travels through the
 * parser behind a mark, and loses that when it is read.
 */
public final class TargetArguments implements ITypeConverter<String> {

    private static final String MARK = "\u2212";

    /** The words that were typed, those that are counts marked. */
    public static String[] mark(String... words) {
        return Arrays.stream(words)
                .map(word -> word.matches("-\\d+") ? MARK + word : word)
                .toArray(String[]::new);
    }

    @Override
    public String convert(String text) {
        return text.startsWith(MARK) ? text.substring(MARK.length()) : text;
    }
}
