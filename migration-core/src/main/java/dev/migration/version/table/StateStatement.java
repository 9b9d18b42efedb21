// SPDX-License-Identifier: Apache-2.0
package dev.migration.version.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.migration.sql.Quoting;

/**
 * A statement that changes a state table. Its parameters are separate, so that it can be executed and written into a file. It
 * proves itself how many rows it changed: a trigger, a rule or a policy can prevent a change without an error.
 *
 * @param sql with a question mark for each parameter
 * @param parameters texts, numbers, {@link StoredSql}, {@link Facts} or null
 */
public record StateStatement(String sql, List<@Nullable Object> parameters) {

    /** The begin of the text of the error of a statement that did not change the rows that it must change. */
    static final String NOT_WRITTEN = "{state not written: ";

    private static final int LONGEST_TEXT = 100_000;

    /** A statement that may change no row, such as the deletion of a row that need not exist. */
    public static StateStatement of(String sql, @Nullable Object... parameters) {
        return new StateStatement(sql, Arrays.asList(parameters));
    }

    /** A statement that fails unless it changes exactly one row. */
    public static StateStatement one(String sql, @Nullable Object... parameters) {
        return new StateStatement(proven(sql, "OPERATOR(pg_catalog.=) 1", "one row"), Arrays.asList(parameters));
    }

    /** A statement that fails unless it changes at least one row. */
    static StateStatement some(String sql, @Nullable Object... parameters) {
        return new StateStatement(
                proven(sql, "OPERATOR(pg_catalog.>=) 1", "at least one row"), Arrays.asList(parameters));
    }

    /** Counts what RETURNING returns: a row that a trigger or a policy holds back is not there. */
    private static String proven(String sql, String expected, String words) {
        String name = sql.substring(0, sql.indexOf(' '));
        return "WITH changed AS (" + sql + "\nRETURNING 1)\nSELECT CASE WHEN pg_catalog.count(*) " + expected
                + " THEN 1 ELSE pg_catalog.format('" + NOT_WRITTEN + name
                + " changed %s rows of a state table instead of " + words
                + StateTableCheck.END + "', pg_catalog.count(*))::pg_catalog.int4 END AS changed FROM changed";
    }

    /** A text as a parameter. A script may raise a message of any size, and the rows are read as a whole. */
    public static String shortened(String text) {
        return text.length() <= LONGEST_TEXT
                ? text
                : text.substring(0, LONGEST_TEXT) + "… (" + text.length() + " characters)";
    }

    /** A parameter whose value follows from the others. */
    public enum Facts {
        /** The characters that were replaced in the other parameters, as JSON; null if there are none. */
        REPLACED
    }

    /** The texts among its parameters. */
    public List<String> texts() {
        return parameters.stream()
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .toList();
    }

    /**
     * The same statement for a database with this encoding, which must never stop a revision because of our own rows.
     *
     * @param replaced receives each character that the database cannot hold
     */
    public StateStatement in(ServerEncoding encoding, Set<String> replaced) {
        Set<String> here = new TreeSet<>();
        List<@Nullable Object> fitting = new ArrayList<>();
        for (Object value : parameters) {
            fitting.add(value instanceof String text ? encoding.fit(text, here) : value);
        }
        if (!here.isEmpty()) {
            fitting.replaceAll(value -> value == Facts.REPLACED ? facts(here) : value);
        }
        replaced.addAll(here);
        return new StateStatement(sql, fitting);
    }

    private static String facts(Set<String> replaced) {
        return replaced.stream().collect(Collectors.joining("\", \"", "{\"replaced\": [\"", "\"]}"));
    }

    /** The statement with its values as literals; empty if one of them is too large. */
    public Optional<String> inline() {
        if (parameters.stream().anyMatch(value -> value instanceof StoredSql stored && !stored.isSmall())) {
            return Optional.empty();
        }
        StringBuilder text = new StringBuilder();
        int from = 0;
        for (Object parameter : parameters) {
            int mark = markFrom(from);
            text.append(sql, from, mark).append(literal(parameter));
            from = mark + 1;
        }
        return Optional.of(text.append(sql, from, sql.length()).toString());
    }

    /** Writes the statement with its values as literals; large values are streamed. */
    public void writeTo(Appendable text) throws IOException {
        int from = 0;
        for (Object parameter : parameters) {
            int mark = markFrom(from);
            text.append(sql, from, mark);
            if (parameter instanceof StoredSql stored) {
                stored.writeLiteralTo(text);
            } else {
                text.append(literal(parameter));
            }
            from = mark + 1;
        }
        text.append(sql, from, sql.length());
    }

    /** The next question mark that is not part of a quoted table name. */
    private int markFrom(int from) {
        boolean quoted = false;
        int index = from;
        while (quoted || sql.charAt(index) != '?') {
            quoted ^= sql.charAt(index) == '"';
            index++;
        }
        return index;
    }

    /** The number of bytes of its large values. */
    public long size() {
        return parameters.stream()
                .filter(StoredSql.class::isInstance)
                .mapToLong(stored -> ((StoredSql) stored).length())
                .sum();
    }

    /** Executes it with bound parameters; large values are streamed. */
    public void execute(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int index = 0; index < parameters.size(); index++) {
                bind(statement, index + 1, parameters.get(index));
            }
            statement.execute();
        }
    }

    /** Deletes the temporary files of its large values. */
    public void release() {
        parameters.stream()
                .filter(StoredSql.class::isInstance)
                .map(StoredSql.class::cast)
                .forEach(StoredSql::close);
    }

    private static void bind(PreparedStatement statement, int index, @Nullable Object value) throws SQLException {
        if (value instanceof StoredSql stored) {
            statement.setBinaryStream(index, stored.open(), stored.length());
        } else {
            statement.setObject(index, value == Facts.REPLACED ? null : value);
        }
    }

    private static String literal(@Nullable Object value) {
        if (value == null || value == Facts.REPLACED) {
            return "NULL";
        }
        if (value instanceof StoredSql stored) {
            StringBuilder text = new StringBuilder();
            try {
                stored.writeLiteralTo(text);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
            return text.toString();
        }
        return value instanceof Number ? value.toString() : Quoting.literal(value.toString());
    }
}
