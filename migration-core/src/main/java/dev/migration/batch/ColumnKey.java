// SPDX-License-Identifier: Apache-2.0
package dev.migration.batch;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.migration.sql.Quoting;

/**
 * The columns of a unique index. Several columns are compared as rows, which the index answers; a condition of ANDs and ORs over them
 * would not use it.
 *
 * @param operators the schema of the comparison operators of their operator class
 */
public record ColumnKey(List<Column> columns, String operators) implements BatchKey {

    /** @param type its name in SQL */
    public record Column(String name, String type) {}

    public ColumnKey {
        columns = List.copyOf(columns);
    }

    @Override
    public String range(String alias, KeyRange range) {
        String end = compare(alias, "<=", range.upTo());
        return range.after()
                .map(after -> compare(alias, ">", after) + " AND " + end)
                .orElse(end);
    }

    @Override
    public String exactly(String alias, String key) {
        return compare(alias, "=", key);
    }

    @Override
    public String json(String alias) {
        return "pg_catalog.jsonb_build_array(" + each(column -> of(alias, column)) + ")";
    }

    @Override
    public String order(String alias) {
        return each(column -> of(alias, column));
    }

    @Override
    public String stays(String alias, KeyRange range) {
        return range(alias, range);
    }

    private String compare(String alias, String operator, String key) {
        String values = IntStream.range(0, columns.size())
                .mapToObj(index -> value(key, index))
                .collect(Collectors.joining(", "));
        return row(each(column -> of(alias, column))) + " OPERATOR(" + Quoting.identifier(operators) + "." + operator
                + ") " + row(values);
    }

    private String row(String expressions) {
        return columns.size() == 1 ? expressions : "ROW(" + expressions + ")";
    }

    private String value(String key, int index) {
        return "(" + Quoting.literal(key) + "::pg_catalog.jsonb OPERATOR(pg_catalog.->>) " + index + ")::"
                + columns.get(index).type();
    }

    private String each(Function<Column, String> expression) {
        return columns.stream().map(expression).collect(Collectors.joining(", "));
    }

    private static String of(String alias, Column column) {
        return alias + "." + Quoting.identifier(column.name());
    }
}
