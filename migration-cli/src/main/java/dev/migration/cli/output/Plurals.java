// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.output;

/** Formats a number with its noun. */
public final class Plurals {

    private Plurals() {}

    /** Returns {@code 1 revision}, {@code 2 revisions}. */
    public static String of(int number, String noun) {
        return of(number, noun, noun + "s");
    }

    /** Returns the number with the form of a word that fits it, such as {@code 1 batch}, {@code 2 batches}. */
    public static String of(long number, String one, String several) {
        return number + " " + (number == 1 ? one : several);
    }
}
