// SPDX-License-Identifier: Apache-2.0
package dev.migration.autogenerate.catalog;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.migration.sql.Identifier;
import dev.migration.sql.Quoting;

/** Reads and writes the notations of the server. */
public final class Texts {

    private static final Pattern ELEMENT = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"|([^,{}\"]+)");
    private static final Pattern PLAIN = Pattern.compile("[a-z_][a-z0-9_$]*");
    private static final Pattern NUMBER = Pattern.compile("\\d+");

    private Texts() {}

    /** The elements of an array such as <code>{a,"b c"}</code>. */
    public static List<String> array(String text) {
        List<String> elements = new ArrayList<>();
        Matcher element = ELEMENT.matcher(text);
        while (element.find()) {
            elements.add(
                    element.group(1) == null
                            ? element.group(2)
                            : element.group(1).replaceAll("\\\\(.)", "$1"));
        }
        return elements;
    }

    /** An identifier, quoted where SQL demands it or where it might be a word of SQL. */
    public static String identifier(String name) {
        return PLAIN.matcher(name).matches() && !ReservedWords.contains(name) ? name : Quoting.identifier(name);
    }

    /** An identifier with a suffix, cut so that the whole stays within the 63 bytes of a name. */
    public static String suffixed(String identifier, String suffix) {
        return identifier(Identifier.withSuffix(Identifier.folded(identifier), suffix));
    }

    public static String literal(String text) {
        return Quoting.literal(text);
    }

    /** A name of a role as the snapshot shows it. */
    public static String role(String shown) {
        return switch (shown) {
            case "(migrating role)" -> "CURRENT_USER";
            case "PUBLIC" -> "PUBLIC";
            default -> identifier(shown);
        };
    }

    /** The name of a function or operator without the types of its arguments. */
    public static String withoutArguments(String signature) {
        int start = signature.lastIndexOf('(');
        return start < 0 ? signature : signature.substring(0, start);
    }

    /** Orders texts with a number in them by the number. */
    static SortedMap<String, String> numbered() {
        return new TreeMap<>(Comparator.comparingLong(Texts::number).thenComparing(text -> text));
    }

    private static long number(String text) {
        Matcher number = NUMBER.matcher(text);
        return number.find() ? Long.parseLong(number.group()) : 0;
    }
}
