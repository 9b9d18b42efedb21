// SPDX-License-Identifier: Apache-2.0
package dev.migration.offline.recording;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Records the statements that are executed. The number of changed rows is unknown, so the result is
 * {@link Statement#SUCCESS_NO_INFO}.
 */
abstract class RecordingCalls implements InvocationHandler {

    private static final Set<String> IGNORED = Set.of(
            "close",
            "closeOnCompletion",
            "clearWarnings",
            "getWarnings",
            "setFetchSize",
            "setFetchDirection",
            "setMaxRows",
            "setLargeMaxRows",
            "setMaxFieldSize",
            "setQueryTimeout",
            "setPoolable",
            "setEscapeProcessing");

    private final RevisionRecorder recorder;
    private final List<String> batch = new ArrayList<>();

    RecordingCalls(RevisionRecorder recorder) {
        this.recorder = recorder;
    }

    final RevisionRecorder recorder() {
        return recorder;
    }

    @Override
    public @Nullable Object invoke(Object self, Method method, @Nullable Object[] arguments) throws SQLException {
        String name = method.getName();
        if (IGNORED.contains(name)) {
            return null;
        }
        return switch (name) {
            case "execute", "executeUpdate", "executeLargeUpdate" -> run(name, sql(name, arguments));
            case "addBatch" -> batch.add(sql(name, arguments)) ? null : null;
            case "clearBatch" -> clear();
            case "executeBatch" ->
                Collections.nCopies(runBatch(), Statement.SUCCESS_NO_INFO).stream()
                        .mapToInt(Integer::intValue)
                        .toArray();
            case "executeLargeBatch" ->
                Collections.nCopies(runBatch(), (long) Statement.SUCCESS_NO_INFO).stream()
                        .mapToLong(Long::longValue)
                        .toArray();
            case "getUpdateCount" -> Statement.SUCCESS_NO_INFO;
            case "getLargeUpdateCount" -> (long) Statement.SUCCESS_NO_INFO;
            case "isClosed", "isPoolable", "isCloseOnCompletion", "isWrapperFor" -> false;
            case "getFetchSize", "getMaxRows", "getMaxFieldSize", "getQueryTimeout" -> 0;
            default -> throw recorder.needsResult(describe(name, arguments));
        };
    }

    /** The statement with its values. */
    abstract String sql(String name, @Nullable Object[] arguments) throws SQLException;

    abstract String describe(String name, @Nullable Object[] arguments);

    private Object run(String name, String sql) {
        boolean rows = RevisionRecorder.returnsRows(sql);
        if (rows && !name.equals("execute")) {
            throw recorder.needsResult(name + "(\"" + sql + "\")");
        }
        recorder.add(sql);
        return switch (name) {
            case "execute" -> rows;
            case "executeUpdate" -> Statement.SUCCESS_NO_INFO;
            default -> (long) Statement.SUCCESS_NO_INFO;
        };
    }

    private int runBatch() {
        int count = batch.size();
        batch.forEach(recorder::add);
        batch.clear();
        return count;
    }

    private @Nullable Object clear() {
        batch.clear();
        return null;
    }
}
