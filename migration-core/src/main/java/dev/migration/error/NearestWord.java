// SPDX-License-Identifier: Apache-2.0
package dev.migration.error;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Finds the known word that a misspelled word probably means.
 *
 * <p>The edit distance (Levenshtein) is computed here because none of core's libraries offers it, and Commons Text
 * would be one more dependency.
 */
public final class NearestWord {

    private NearestWord() {}

    /**
     * The known word with the smallest edit distance, if it is close enough to be a typing error: at most a third of
     * the length of the typed word, but at least two edits.
     */
    public static Optional<String> of(String typed, Collection<String> known) {
        return all(typed, known, 1).stream().findFirst();
    }

    /**
     * The known words that are close enough to be a typing error, the closest first.
     *
     * @param most the largest number of words to return
     */
    public static List<String> all(String typed, Collection<String> known, int most) {
        int allowed = Math.max(2, typed.length() / 3);
        return known.stream()
                .filter(word -> Math.abs(word.length() - typed.length()) <= allowed)
                .filter(word -> distance(typed, word) <= allowed)
                .sorted(Comparator.<String>comparingInt(word -> distance(typed, word))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(most)
                .toList();
    }

    /** The question to append to a message, such as {@code " Did you mean 'abc123'?"}, or an empty string. */
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
