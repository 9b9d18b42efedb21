// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.step;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.migration.sql.Position;
import dev.migration.sql.Redaction;
import dev.migration.sql.SqlInput;
import dev.migration.sql.SqlStatement;
import dev.migration.sql.StatementKind;
import dev.migration.sql.StatementReader;
import dev.migration.sql.StatementWords;

/**
 * The connection that a Java revision receives. It prevents the revision from ending its transaction, which also contains the
 * rows that record it.
 *
 * <p>Statements, results, metadata and the results of {@code unwrap} return this connection instead of the real one. The server
 * detects a transaction that was ended nevertheless: {@link dev.migration.execution.statement.TransactionStatements#closing()}.
 */
final class GuardedConnection {

    private static final Set<String> REFUSED = Set.of("commit", "setAutoCommit", "abort");

    /** The results that are guarded too, the most special type first. */
    private static final List<Class<?>> GUARDED = List.of(
            CallableStatement.class, PreparedStatement.class, Statement.class, ResultSet.class, DatabaseMetaData.class);

    /** Only a text with one of these words is parsed. */
    private static final Pattern CONTROL =
            Pattern.compile("\\b(begin|start|prepare|commit|end|rollback|abort)\\b", Pattern.CASE_INSENSITIVE);

    private final Connection real;
    private final Connection proxy;
    /** What this connection has thrown, as long as the code keeps it. */
    private final Set<Throwable> thrown = Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    private boolean used;

    private GuardedConnection(Connection real) {
        this.real = real;
        this.proxy = (Connection) guard(real, Connection.class);
    }

    static GuardedConnection around(Connection connection) {
        return new GuardedConnection(connection);
    }

    /** The connection for the revision. */
    Connection connection() {
        return proxy;
    }

    /** Whether the revision has created a statement or unwrapped the connection. */
    boolean isUsed() {
        return used;
    }

    /** Whether a failure is one of this connection, or is caused by one. */
    boolean hasThrown(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).anyMatch(thrown::contains);
    }

    private Object guard(Object target, Class<?> type) {
        return Proxy.newProxyInstance(
                Optional.ofNullable(type.getClassLoader()).orElseGet(GuardedConnection.class::getClassLoader),
                new Class<?>[] {type},
                (self, method, arguments) -> method.getDeclaringClass() == Object.class
                        ? ofObject(self, target, method, arguments)
                        : call(target, method, arguments == null ? new Object[0] : arguments));
    }

    private static Object ofObject(Object self, Object target, Method method, @Nullable Object @Nullable [] arguments) {
        return switch (method.getName()) {
            case "equals" -> arguments != null && self == arguments[0];
            case "hashCode" -> System.identityHashCode(self);
            default -> target.toString();
        };
    }

    private @Nullable Object call(Object target, Method method, @Nullable Object[] arguments) throws Throwable {
        if (target instanceof Connection) {
            refuseEnds(method, arguments.length);
            if (method.getName().equals("close")) {
                return null;
            }
        }
        if (method.getName().equals("getConnection")) {
            return proxy;
        }
        if (method.getName().equals("unwrap") && arguments[0] instanceof Class<?> type) {
            return unwrap(target, type);
        }
        refuseControl(method, arguments);
        try {
            return guardResult(method.invoke(target, arguments));
        } catch (InvocationTargetException failure) {
            thrown.add(failure.getTargetException());
            throw failure.getTargetException();
        }
    }

    private static void refuseEnds(Method method, int count) throws SQLException {
        if (REFUSED.contains(method.getName()) || (method.getName().equals("rollback") && count == 0)) {
            throw refusal("call " + method.getName() + "()");
        }
    }

    private static void refuseControl(Method method, @Nullable Object[] arguments) throws SQLException {
        String name = method.getName();
        boolean runs = name.startsWith("exec") || name.startsWith("prepare") || name.equals("addBatch");
        if (!runs
                || arguments.length == 0
                || !(arguments[0] instanceof String text)
                || !CONTROL.matcher(text).find()) {
            return;
        }
        try (SqlInput input = SqlInput.of(text)) {
            StatementReader reader = new StatementReader(input, Position.START, () -> true);
            for (Optional<SqlStatement> next = reader.next(); next.isPresent(); next = reader.next()) {
                if (StatementKind.of(StatementWords.of(next.get().text())) == StatementKind.TRANSACTION_CONTROL) {
                    throw refusal("run '" + Redaction.NONE.of(next.get().text()) + "'");
                }
            }
        }
    }

    private static SQLException refusal(String call) {
        return new SQLException("A revision must not " + call
                + ": its transaction also holds the rows that record it. Throw an exception to roll it back.");
    }

    private Object unwrap(Object target, Class<?> type) throws SQLException {
        if (!type.isInterface()) {
            throw new SQLException("A revision cannot unwrap the connection to " + type.getSimpleName()
                    + ", because it could end the transaction. Unwrap it to an interface, such as PGConnection.");
        }
        used = true;
        return guard(((java.sql.Wrapper) target).unwrap(type), type);
    }

    private @Nullable Object guardResult(@Nullable Object result) {
        if (result == null) {
            return null;
        }
        used |= result instanceof Statement;
        if (result == real) {
            return proxy;
        }
        return GUARDED.stream()
                .filter(type -> type.isInstance(result))
                .findFirst()
                .map(type -> guard(result, type))
                .orElse(result);
    }
}
