// SPDX-License-Identifier: Apache-2.0
package dev.migration.offline.recording;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/** A connection that executes nothing and records the statements. */
final class RecordingConnection implements InvocationHandler {

    /** The methods that have no effect on the recorded text. */
    private static final Set<String> IGNORED = Set.of("close", "clearWarnings", "getWarnings", "setHoldability");

    private final RevisionRecorder recorder;

    private RecordingConnection(RevisionRecorder recorder) {
        this.recorder = recorder;
    }

    static Connection of(RevisionRecorder recorder) {
        return proxy(Connection.class, new RecordingConnection(recorder));
    }

    static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(
                RecordingConnection.class.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> method.getDeclaringClass() == Object.class
                        ? ofObject(self, type, method, arguments)
                        : handler.invoke(self, method, arguments == null ? new Object[0] : arguments)));
    }

    private static Object ofObject(Object self, Class<?> type, Method method, @Nullable Object @Nullable [] arguments) {
        return switch (method.getName()) {
            case "equals" -> arguments != null && self == arguments[0];
            case "hashCode" -> System.identityHashCode(self);
            default -> type.getSimpleName() + " that executes nothing";
        };
    }

    @Override
    public @Nullable Object invoke(Object self, Method method, @Nullable Object[] arguments) {
        if (IGNORED.contains(method.getName())) {
            return null;
        }
        return switch (method.getName()) {
            case "createStatement" -> proxy(Statement.class, new RecordingStatement(recorder));
            case "prepareStatement" -> prepare(arguments);
            case "createArrayOf" -> ArrayLiteral.of(String.valueOf(arguments[0]), (Object[]) arguments[1]);
            case "nativeSQL" -> arguments[0];
            case "getMetaData" -> proxy(DatabaseMetaData.class, this::metaData);
            case "isClosed", "getAutoCommit", "isReadOnly", "isWrapperFor" -> false;
            case "isValid" -> true;
            case "getTransactionIsolation" -> Connection.TRANSACTION_READ_COMMITTED;
            default -> throw recorder.needsResult("Connection." + method.getName());
        };
    }

    private PreparedStatement prepare(@Nullable Object[] arguments) {
        String sql = String.valueOf(arguments[0]);
        boolean keys = arguments.length == 2
                && !Integer.valueOf(Statement.NO_GENERATED_KEYS).equals(arguments[1]);
        if (keys) {
            throw recorder.needsResult("prepareStatement(\"" + sql + "\") for generated keys");
        }
        return proxy(PreparedStatement.class, new RecordingPreparedStatement(recorder, sql));
    }

    /** The metadata that Spring reads before it executes a statement; they are the same for every PostgreSQL server. */
    private Object metaData(Object self, Method method, @Nullable Object[] arguments) {
        return switch (method.getName()) {
            case "getDatabaseProductName" -> "PostgreSQL";
            case "getDriverName" -> "PostgreSQL JDBC Driver";
            case "supportsBatchUpdates", "supportsSavepoints", "supportsTransactions" -> true;
            default -> throw recorder.needsResult("DatabaseMetaData." + method.getName());
        };
    }
}
