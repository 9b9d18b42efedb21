// SPDX-License-Identifier: Apache-2.0
package dev.migration.autogenerate.loss;

import java.util.Locale;

/** How alike two names are. */
final class Likeness {

    /** From here on, the names alone make a rename likely. */
    static final double CLOSE = 0.5;

    private Likeness() {}

    /** From 0, nothing in common, to 1, the same; a name within the other one counts as close. */
    static double of(String first, String second) {
        String one = plain(first);
        String other = plain(second);
        int longest = Math.max(one.length(), other.length());
        double alike = longest == 0 ? 1 : 1 - (double) distance(one, other) / longest;
        boolean isWithin = Math.min(one.length(), other.length()) >= 3 && (one.contains(other) || other.contains(one));
        return isWithin ? Math.max(alike, CLOSE) : alike;
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }

    /** Insertions, deletions and replacements of letters. */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[other.length()];
    }
}
