// SPDX-License-Identifier: Apache-2.0
package dev.migration.offline.recording;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;

import org.postgresql.core.NativeQuery;
import org.postgresql.core.Parser;

/** Replaces parameters by literals; the parser of the driver finds their positions. */
final class ParameterPlaceholders {

    private ParameterPlaceholders() {}

    /** A text without parameters, with the JDBC escapes as the driver replaces them. */
    static String none(String sql) throws SQLException {
        return Parser.replaceProcessing(sql, true, true);
    }

    /** @throws SQLException if a parameter has no value, as in the driver */
    static String filled(String sql, Map<Integer, String> literals) throws SQLException {
        List<NativeQuery> parsed = Parser.parseJdbcSql(none(sql), true, true, false, false, false);
        StringBuilder filled = new StringBuilder();
        for (NativeQuery query : parsed) {
            fill(query, literals, filled);
        }
        return filled.toString();
    }

    private static void fill(NativeQuery query, Map<Integer, String> literals, StringBuilder filled)
            throws SQLException {
        int from = 0;
        for (int index = 0; index < query.bindPositions.length; index++) {
            String literal = literals.get(index + 1);
            if (literal == null) {
                throw new SQLException("No value specified for parameter " + (index + 1) + ".");
            }
            int place = query.bindPositions[index];
            filled.append(query.nativeSql, from, place).append(literal);
            from = place + NativeQuery.bindName(index + 1).length();
        }
        filled.append(query.nativeSql, from, query.nativeSql.length());
    }
}
