// SPDX-License-Identifier: Apache-2.0
package dev.migration.offline.recording;

import java.lang.reflect.Method;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/** A statement with parameters; their values become literals. */
final class RecordingPreparedStatement extends RecordingCalls {

    private final String sql;
    private final Map<Integer, String> literals = new TreeMap<>();

    RecordingPreparedStatement(RevisionRecorder recorder, String sql) {
        super(recorder);
        this.sql = sql;
    }

    @Override
    public @Nullable Object invoke(Object self, Method method, @Nullable Object[] arguments) throws SQLException {
        String name = method.getName();
        if (name.startsWith("set") && arguments.length > 1 && arguments[0] instanceof Integer index) {
            literals.put(index, ParameterLiterals.of(name, arguments));
            return null;
        }
        if (name.equals("clearParameters")) {
            literals.clear();
            return null;
        }
        if (name.equals("getParameterMetaData")) {
            // Spring reads the type of a NULL parameter, and works without a result.
            throw new SQLFeatureNotSupportedException("A connection that executes nothing has no parameter metadata");
        }
        return super.invoke(self, method, arguments);
    }

    @Override
    String sql(String name, @Nullable Object[] arguments) throws SQLException {
        return ParameterPlaceholders.filled(sql, literals);
    }

    @Override
    String describe(String name, @Nullable Object[] arguments) {
        return name + "(\"" + sql + "\")";
    }
}
