package dev.migration.cli.output;

/** Numbers of things, in words. */
public final class Plurals {

    private Plurals() {}

    /** {@code 1 revision}, {@code 2 revisions}. */
    public static String of(int number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }
}
