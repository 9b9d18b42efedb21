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

/** A connection that runs nothing: what is run on it is taken down. */
final class RecordingConnection implements InvocationHandler {

    /** What changes nothing that a text could say. */
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
            default -> type.getSimpleName() + " that runs nothing";
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
            default -> throw recorder.needsAnswer("Connection." + method.getName());
        };
    }

    private PreparedStatement prepare(@Nullable Object[] arguments) {
        String sql = String.valueOf(arguments[0]);
        boolean keys = arguments.length == 2
                && !Integer.valueOf(Statement.NO_GENERATED_KEYS).equals(arguments[1]);
        if (keys) {
            throw recorder.needsAnswer("prepareStatement(\"" + sql + "\") for generated keys");
        }
        return proxy(PreparedStatement.class, new RecordingPreparedStatement(recorder, sql));
    }

    /** What Spring asks before it runs anything, and what every PostgreSQL answers alike. */
    private Object metaData(Object self, Method method, @Nullable Object[] arguments) {
        return switch (method.getName()) {
            case "getDatabaseProductName" -> "PostgreSQL";
            case "getDriverName" -> "PostgreSQL JDBC Driver";
            case "supportsBatchUpdates", "supportsSavepoints", "supportsTransactions" -> true;
            default -> throw recorder.needsAnswer("DatabaseMetaData." + method.getName());
        };
    }
}
