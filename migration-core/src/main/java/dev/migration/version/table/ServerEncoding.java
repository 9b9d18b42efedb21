// SPDX-License-Identifier: Apache-2.0
package dev.migration.version.table;

import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The encoding of a database, and which characters it can hold. PostgreSQL refuses a statement with any other character, so a
 * text of this library replaces it first: {@code →} becomes {@code <U+2192>}. No database can hold NUL or half of a surrogate pair.
 */
public final class ServerEncoding {

    /** A database that holds every character. */
    public static final ServerEncoding UTF8 = new ServerEncoding("UTF8", StandardCharsets.UTF_8);

    /** The encodings that hold every character of a client that sends UTF-8: SQL_ASCII stores the bytes as they are. */
    private static final Set<String> UNICODE = Set.of("UTF8", "SQL_ASCII");

    /** PostgreSQL's names of single-byte encodings (manual, 23.3.1) and Java's. Of all others only ASCII is certain. */
    private static final Map<String, String> SINGLE_BYTE = Map.ofEntries(
            Map.entry("LATIN1", "ISO-8859-1"),
            Map.entry("LATIN2", "ISO-8859-2"),
            Map.entry("LATIN3", "ISO-8859-3"),
            Map.entry("LATIN4", "ISO-8859-4"),
            Map.entry("LATIN5", "ISO-8859-9"),
            Map.entry("LATIN7", "ISO-8859-13"),
            Map.entry("LATIN9", "ISO-8859-15"),
            Map.entry("ISO_8859_5", "ISO-8859-5"),
            Map.entry("ISO_8859_6", "ISO-8859-6"),
            Map.entry("ISO_8859_7", "ISO-8859-7"),
            Map.entry("ISO_8859_8", "ISO-8859-8"),
            Map.entry("KOI8R", "KOI8-R"),
            Map.entry("KOI8U", "KOI8-U"),
            Map.entry("WIN866", "IBM866"),
            Map.entry("WIN1250", "windows-1250"),
            Map.entry("WIN1251", "windows-1251"),
            Map.entry("WIN1252", "windows-1252"),
            Map.entry("WIN1253", "windows-1253"),
            Map.entry("WIN1254", "windows-1254"),
            Map.entry("WIN1257", "windows-1257"));

    private final String name;
    private final Charset charset;

    private ServerEncoding(String name, Charset charset) {
        this.name = name;
        this.charset = charset;
    }

    /** @param name the value of {@code server_encoding} */
    public static ServerEncoding of(String name) {
        if (UNICODE.contains(name)) {
            return new ServerEncoding(name, StandardCharsets.UTF_8);
        }
        String java = SINGLE_BYTE.getOrDefault(name, "");
        return new ServerEncoding(
                name, !java.isEmpty() && Charset.isSupported(java) ? Charset.forName(java) : StandardCharsets.US_ASCII);
    }

    /** An encoding that every encoding contains. */
    public static ServerEncoding ascii() {
        return of("unknown");
    }

    /** PostgreSQL's names of the encodings that hold all of these texts. */
    public static List<String> holding(Collection<String> texts) {
        return Stream.concat(UNICODE.stream(), SINGLE_BYTE.keySet().stream())
                .filter(name -> texts.stream().allMatch(of(name)::holds))
                .sorted()
                .toList();
    }

    /** The warning about characters that were replaced in rows of the state tables. */
    public String warning(Collection<String> replaced) {
        return "The encoding of this database, " + name + ", cannot hold " + String.join(", ", replaced)
                + ": the state tables have these code points instead. The revision itself was not changed.";
    }

    /** Whether the database can hold this text as it is. */
    public boolean holds(String text) {
        return fit(text, new HashSet<>()).equals(text);
    }

    /** The text with every other character replaced. */
    public String fit(String text) {
        return fit(text, new TreeSet<>());
    }

    /**
     * The text with every other character replaced.
     *
     * @param replaced receives the code point of each replaced character, such as {@code U+2192}
     */
    public String fit(String text, Set<String> replaced) {
        if (text.chars().allMatch(character -> character > 0 && character < 0x80)) {
            return text;
        }
        CharsetEncoder encoder = charset.newEncoder();
        StringBuilder fitting = new StringBuilder();
        text.codePoints().forEach(point -> {
            if (point != 0 && encoder.canEncode(Character.toString(point))) {
                fitting.appendCodePoint(point);
            } else {
                String known = "U+%04X".formatted(point);
                replaced.add(known);
                fitting.append('<').append(known).append('>');
            }
        });
        return fitting.toString();
    }
}
