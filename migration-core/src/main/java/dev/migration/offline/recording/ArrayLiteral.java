// SPDX-License-Identifier: Apache-2.0
package dev.migration.offline.recording;

import java.lang.reflect.Array;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.StringJoiner;

import org.jspecify.annotations.Nullable;

/** The literal of an array (PostgreSQL manual, 8.15.2). */
final class ArrayLiteral {

    private ArrayLiteral() {}

    /** The array that a revision can set as a parameter. */
    static java.sql.Array of(String type, Object[] elements) {
        return RecordingConnection.proxy(java.sql.Array.class, (self, method, arguments) -> switch (method.getName()) {
            case "getBaseTypeName" -> type;
            case "getArray" -> elements;
            case "free" -> null;
            default -> throw new SQLException("An array that was not sent to a server has no " + method.getName());
        });
    }

    /** The text between the quotes. */
    static String text(Object array) throws SQLException {
        StringJoiner text = new StringJoiner(",", "{", "}");
        for (int index = 0; index < Array.getLength(array); index++) {
            text.add(element(Array.get(array, index)));
        }
        return text.toString();
    }

    private static String element(@Nullable Object element) throws SQLException {
        if (element == null) {
            return "NULL";
        }
        if (element instanceof byte[] bytes) {
            return "\"\\\\x" + HexFormat.of().formatHex(bytes) + '"';
        }
        if (element.getClass().isArray()) {
            return text(element);
        }
        String value = ParameterLiterals.textOf(element).text();
        return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
