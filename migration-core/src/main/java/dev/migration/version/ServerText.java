// SPDX-License-Identifier: Apache-2.0
package dev.migration.version;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.migration.revision.Identifiers;

/**
 * Reads the texts that the server sends for the values that nearly all rows have. There are thousands of rows, and the driver reads
 * each time with a calendar and each array with a parser for all types.
 */
public final class ServerText {

    private static final String NULL = "NULL";

    /** The begin of a time in the style ISO; fractions of a second and a zone of whole hours follow. */
    private static final String TIME = "0000-00-00 00:00:00";

    private static final int MOST_FRACTION_DIGITS = 6;
    private static final int NANOS_OF_MICRO = 1_000;

    private ServerText() {}

    /** The names in an array of the type text[]; null if one of them is no name of a revision or a branch. */
    public static @Nullable List<String> names(String array) {
        if (array.length() < 2 || array.charAt(0) != '{' || array.charAt(array.length() - 1) != '}') {
            return null;
        }
        if (array.length() == 2) {
            return List.of();
        }
        List<String> names = new ArrayList<>(1);
        int start = 1;
        while (start < array.length()) {
            int comma = array.indexOf(',', start);
            int end = comma < 0 ? array.length() - 1 : comma;
            String name = array.substring(start, end);
            if (name.equalsIgnoreCase(NULL) || Identifiers.fault(name).isPresent()) {
                return null;
            }
            names.add(name);
            start = end + 1;
        }
        return List.copyOf(names);
    }

    /** A time of the type timestamptz; null if it is not in the style ISO, or in a zone whose offset has minutes. */
    public static @Nullable Instant time(String text) {
        int zone = text.length() - "+00".length();
        if (zone < TIME.length() || !startsWithTime(text) || !isFraction(text, TIME.length(), zone)) {
            return null;
        }
        char sign = text.charAt(zone);
        if ((sign != '+' && sign != '-') || !isDigits(text, zone + 1, text.length())) {
            return null;
        }
        int hours = number(text, zone + 1, text.length());
        try {
            return LocalDateTime.of(
                            number(text, 0, 4),
                            number(text, 5, 7),
                            number(text, 8, 10),
                            number(text, 11, 13),
                            number(text, 14, 16),
                            number(text, 17, 19),
                            nanos(text, TIME.length(), zone))
                    .toInstant(ZoneOffset.ofHours(sign == '-' ? -hours : hours));
        } catch (DateTimeException unusual) {
            return null;
        }
    }

    private static boolean startsWithTime(String text) {
        for (int index = 0; index < TIME.length(); index++) {
            char form = TIME.charAt(index);
            if (form == '0' ? !isDigit(text.charAt(index)) : text.charAt(index) != form) {
                return false;
            }
        }
        return true;
    }

    /** Whether a part is empty or a point with up to six digits. */
    private static boolean isFraction(String text, int begin, int end) {
        return begin == end
                || (text.charAt(begin) == '.'
                        && end - begin - 1 <= MOST_FRACTION_DIGITS
                        && begin + 1 < end
                        && isDigits(text, begin + 1, end));
    }

    private static int nanos(String text, int begin, int end) {
        if (begin == end) {
            return 0;
        }
        int micros = number(text, begin + 1, end);
        for (int digits = end - begin - 1; digits < MOST_FRACTION_DIGITS; digits++) {
            micros *= 10;
        }
        return micros * NANOS_OF_MICRO;
    }

    private static boolean isDigits(String text, int begin, int end) {
        for (int index = begin; index < end; index++) {
            if (!isDigit(text.charAt(index))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }

    private static int number(String text, int begin, int end) {
        return Integer.parseInt(text, begin, end, 10);
    }
}
