// SPDX-License-Identifier: Apache-2.0
package dev.migration.sql;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces secrets in a text that is shown, logged or kept: passwords in SQL, and values that are known to be secret.
 *
 * @param values the secret values
 */
public record Redaction(Set<String> values) {

    /** Knows no value; passwords in SQL are found nevertheless. */
    public static final Redaction NONE = new Redaction(Set.of());

    /** What is shown in place of a secret. */
    public static final String MARK = "***";

    private static final int SHORT = 4;

    /** The least {@code track_activity_query_size} is 100 bytes, and no character is cut into pieces. */
    private static final int SHORTEST_CUT = 96;

    public Redaction {
        values = Set.copyOf(values);
    }

    /** A text with a place in it that is the same character as before. */
    public record Marked(String text, int offset) {}

    /** SQL, or a text that quotes SQL, without its secrets. */
    public String of(String text) {
        return withoutValues(at(text, 0).text());
    }

    /**
     * SQL without its secrets.
     *
     * @param offset a place in the SQL, to find it in the result
     */
    public Marked at(String sql, int offset) {
        StringBuilder text = new StringBuilder();
        int done = 0;
        int place = offset;
        for (TextRange secret : secretsIn(sql)) {
            String hidden = mark(sql.substring(secret.start(), secret.end()));
            text.append(sql, done, secret.start()).append(hidden);
            done = secret.end();
            if (secret.end() <= offset) {
                place += hidden.length() - (secret.end() - secret.start());
            } else if (secret.start() < offset) {
                place -= offset - secret.start();
            }
        }
        return new Marked(text.append(sql, done, sql.length()).toString(), place);
    }

    /** The same, with the secrets of a statement as values: a message of the server about it may repeat them. */
    public Redaction with(String sql) {
        List<String> more = new ArrayList<>(values);
        for (TextRange secret : SecretLiterals.in(sql)) {
            String value = sql.substring(secret.start(), secret.end());
            more.add(value);
            more.add(value.replace("''", "'"));
        }
        return and(more);
    }

    /** The same, with more values. */
    public Redaction and(Collection<String> more) {
        Set<String> all = new TreeSet<>(values);
        more.stream().filter(value -> !value.isBlank() && !value.equals(MARK)).forEach(all::add);
        return new Redaction(all);
    }

    /**
     * The statement of a session in one line, without its secrets. The server cuts off a long statement, so that the begin of a
     * secret may be at its end.
     *
     * @param query as {@code pg_stat_activity} shows it
     */
    public String excerpt(String query, int longest) {
        String line = of(query.substring(0, query.length() - beginOfValueAtEnd(query)))
                .replaceAll("\\s+", " ")
                .strip();
        return line.length() > longest ? line.substring(0, longest) : line;
    }

    /** The length of the longest begin of a secret value with which the text ends; zero if the server has not cut it off. */
    private int beginOfValueAtEnd(String text) {
        int longest = 0;
        if (text.getBytes(StandardCharsets.UTF_8).length < SHORTEST_CUT) {
            return longest;
        }
        for (String value : values) {
            for (int length = Math.min(value.length() - 1, text.length()); length > longest; length--) {
                if (text.regionMatches(text.length() - length, value, 0, length)) {
                    longest = length;
                }
            }
        }
        return longest;
    }

    /** Keeps the line ends of a secret, so that the lines keep their numbers. */
    private static String mark(String secret) {
        return MARK
                + "\n".repeat((int)
                        secret.chars().filter(character -> character == '\n').count());
    }

    private List<TextRange> secretsIn(String sql) {
        List<TextRange> all = new ArrayList<>(SecretLiterals.in(sql));
        for (String value : values) {
            Matcher matcher = pattern(value).matcher(sql);
            while (matcher.find()) {
                TextRange range = new TextRange(matcher.start(), matcher.end());
                if (all.stream().noneMatch(other -> other.start() < range.end() && range.start() < other.end())) {
                    all.add(range);
                }
            }
        }
        all.sort(Comparator.comparingInt(TextRange::start));
        return all;
    }

    private String withoutValues(String text) {
        String left = text;
        for (String value : values.stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList()) {
            left = pattern(value).matcher(left).replaceAll(Matcher.quoteReplacement(MARK));
        }
        return left;
    }

    /** A short value is replaced only where it is a word of its own. */
    private static Pattern pattern(String value) {
        String quoted = Pattern.quote(value);
        return Pattern.compile(value.length() < SHORT ? "(?<!\\w)" + quoted + "(?!\\w)" : quoted);
    }

    /** Does not print the values. */
    @Override
    public String toString() {
        return "Redaction[" + values.size() + " values]";
    }
}
