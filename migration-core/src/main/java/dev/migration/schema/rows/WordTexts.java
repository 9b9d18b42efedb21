// SPDX-License-Identifier: Apache-2.0
package dev.migration.schema.rows;

import java.util.Locale;

/**
 * Texts that fit into a column. The variants are what checks often demand: an address, a number, capital or small letters.
 *
 * @param column its name
 * @param length the most characters of a value
 */
record WordTexts(String column, int length) implements TypeTexts {

    private static final int LETTERS = 26;

    @Override
    public int variants() {
        return 6;
    }

    @Override
    public String text(int number, int variant) {
        String letters = letters(number);
        String text = switch (variant) {
            case 0 -> column + " " + number;
            case 1 -> "row" + number + "@example.org";
            case 2 -> "https://example.org/" + number;
            case 3 -> String.format("+%d", 4_930_000_000L + number);
            case 4 -> letters;
            default -> letters.toLowerCase(Locale.ROOT);
        };
        if (text.length() <= length) {
            return text;
        }
        String digits = String.valueOf(number);
        return digits.length() <= length ? digits : letters.substring(0, length);
    }

    /** Capital letters that fill a short column, as codes of countries and currencies do. */
    private String letters(int number) {
        return String.valueOf((char) ('A' + number % LETTERS)).repeat(Math.min(length, 3));
    }
}
