package dev.migration.error;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds the known word that somebody probably meant. */
public final class NearestWord {

    private NearestWord() {}

    /**
     * The known word with the smallest edit distance, if it is near enough to be a slip: at most a third of the typed
     * word's length, and never less than two edits are forgiven.
     */
    public static Optional<String> of(String typed, Collection<String> known) {
        return all(typed, known, 1).stream().findFirst();
    }

    /** The known words that are near enough to be a slip, the nearest first, at most as many as wanted. */
    public static List<String> all(String typed, Collection<String> known, int most) {
        int forgiven = Math.max(2, typed.length() / 3);
        return known.stream()
                .filter(word -> Math.abs(word.length() - typed.length()) <= forgiven)
                .filter(word -> distance(typed, word) <= forgiven)
                .sorted(Comparator.<String>comparingInt(word -> distance(typed, word))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(most)
                .toList();
    }

    /** The question to append to a message, such as {@code " Did you mean 'abc123'?"}, or nothing. */
    public static String question(String typed, Collection<String> known) {
        return of(typed, known).map(word -> " Did you mean '" + word + "'?").orElse("");
    }

    private static int distance(String from, String to) {
        int[] previous = new int[to.length() + 1];
        for (int column = 0; column <= to.length(); column++) {
            previous[column] = column;
        }
        for (int row = 1; row <= from.length(); row++) {
            previous = nextRow(from.charAt(row - 1), to, previous, row);
        }
        return previous[to.length()];
    }

    private static int[] nextRow(char typed, String to, int[] previous, int row) {
        int[] current = new int[to.length() + 1];
        current[0] = row;
        for (int column = 1; column <= to.length(); column++) {
            int replaced = previous[column - 1] + (typed == to.charAt(column - 1) ? 0 : 1);
            current[column] = Math.min(replaced, 1 + Math.min(previous[column], current[column - 1]));
        }
        return current;
    }
}
