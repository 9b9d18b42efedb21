// SPDX-License-Identifier: Apache-2.0
package dev.migration.sql;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names as they are written in SQL: folded to lower case unless they are quoted. */
public final class Identifier {

    private static final int MAX_BYTES = 63;
    private static final String NAME = "\"(?:[^\"]|\"\")+\"|[\\p{L}_][\\p{L}\\p{N}_$]*";
    private static final Pattern ONE = Pattern.compile(NAME);
    private static final Pattern QUALIFIED = Pattern.compile("(?:" + NAME + ")(?:\\.(?:" + NAME + "))*");

    private Identifier() {}

    /** The parts of a name with its schema, as the catalog has them; empty if the text is no name. */
    public static Optional<List<String>> parts(String written) {
        if (!QUALIFIED.matcher(written).matches()) {
            return Optional.empty();
        }
        List<String> parts = new ArrayList<>();
        Matcher part = ONE.matcher(written);
        while (part.find()) {
            parts.add(folded(part.group()));
        }
        return Optional.of(parts);
    }

    /** One name as the catalog has it. */
    public static String folded(String written) {
        return written.startsWith("\"")
                ? written.substring(1, written.length() - 1).replace("\"\"", "\"")
                : written.toLowerCase(Locale.ROOT);
    }

    /** Whether the server keeps a name, as written, in whole: it cuts longer ones. */
    public static boolean fits(String written) {
        return folded(written).getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES;
    }

    /** A name as the catalog has it with a suffix, cut so that the whole stays within {@value #MAX_BYTES} bytes, the limit of the server. */
    public static String withSuffix(String name, String suffix) {
        StringBuilder cut = new StringBuilder(name);
        while ((cut + suffix).getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            cut.setLength(cut.offsetByCodePoints(cut.length(), -1));
        }
        return cut + suffix;
    }

    /** The texts between commas; a comma in quotes does not count. */
    public static List<String> list(String text) {
        List<String> items = new ArrayList<>();
        StringBuilder item = new StringBuilder();
        boolean quoted = false;
        for (char character : text.toCharArray()) {
            quoted ^= character == '"';
            if (character == ',' && !quoted) {
                items.add(item.toString());
                item.setLength(0);
            } else {
                item.append(character);
            }
        }
        if (!item.isEmpty() || !items.isEmpty()) {
            items.add(item.toString());
        }
        return items;
    }
}
