// SPDX-License-Identifier: Apache-2.0
package dev.migration.schema.rows;

import java.util.List;
import java.util.Optional;

import dev.migration.schema.rows.TableShape.ColumnShape;
import dev.migration.sql.Quoting;

/**
 * The values of a column: first the labels of its enum, or the literals of its checks, then values of its type.
 *
 * @param texts writes a value of the type
 */
record GeneratedValues(ColumnShape column, TypeTexts texts) {

    /** Empty if no value of the type is known. */
    static Optional<GeneratedValues> of(ColumnShape column) {
        return TypeTexts.of(column).map(texts -> new GeneratedValues(column, texts));
    }

    /** How many values there are for a row. */
    int variants() {
        return first().size() + texts.variants();
    }

    /**
     * An SQL expression.
     *
     * @param number the number of the row, from 1; other rows have other values, as far as there are enough
     * @param variant which of the values, from 0
     */
    String sql(int number, int variant) {
        List<String> first = first();
        String text = variant < first.size()
                ? first.get((number - 1 + variant) % first.size())
                : texts.text(number, variant - first.size());
        // A literal of a check may not be a value of the type: the server then reports the error, and the next one is
        // tried.
        String literal = column.isArray() ? "{" + element(text) + "}" : text;
        return Quoting.literal(literal) + "::" + column.type();
    }

    private List<String> first() {
        return column.literals().isEmpty() ? column.hints() : column.literals();
    }

    private static String element(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
