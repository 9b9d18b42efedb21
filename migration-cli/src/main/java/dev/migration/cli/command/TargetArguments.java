// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.command;

import java.util.Arrays;

import picocli.CommandLine.ITypeConverter;

/**
 * Lets {@code downgrade -1} have a target that looks like an option, as in Alembic. {@link #mark} puts a prefix before such an
 * argument, so that picocli does not take it for an option; the converter of all texts removes the prefix.
 */
public final class TargetArguments implements ITypeConverter<String> {

    private static final String PREFIX = "\u2212";

    /** Returns the arguments, with the prefix before each negative number. */
    public static String[] mark(String... arguments) {
        return Arrays.stream(arguments)
                .map(argument -> argument.matches("-\\d+") ? PREFIX + argument : argument)
                .toArray(String[]::new);
    }

    @Override
    public String convert(String text) {
        return text.matches(PREFIX + "-\\d+") ? text.substring(PREFIX.length()) : text;
    }
}
