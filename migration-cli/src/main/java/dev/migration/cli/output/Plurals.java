// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.output;

/** Formats a number with its noun. */
public final class Plurals {

    private Plurals() {}

    /** Returns {@code 1 revision}, {@code 2 revisions}. */
    public static String of(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
