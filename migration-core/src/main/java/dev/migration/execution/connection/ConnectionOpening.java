// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.connection;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

import javax.sql.DataSource;

import org.postgresql.Driver;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Opens a connection. The DataSource of the driver waits without a limit for the answer to a login, which a network may drop: here
 * it gets one, and a short keep-alive. Every other DataSource has settings of its own.
 */
public final class ConnectionOpening {

    private static final Duration LONGEST_LOGIN = Duration.ofSeconds(30);

    private ConnectionOpening() {}

    /** Opens the connection of a run. */
    public static Connection of(DataSource source) throws SQLException {
        return of(source, LONGEST_LOGIN);
    }

    /**
     * Opens a connection.
     *
     * @param longest how long the driver waits for each answer during the login, unless its settings have a limit
     */
    static Connection of(DataSource source, Duration longest) throws SQLException {
        // Not a subclass, which may open its connections in another way.
        return source.getClass() == PGSimpleDataSource.class
                ? limited((PGSimpleDataSource) source, longest)
                : source.getConnection();
    }

    /** With a copy of the settings, because the DataSource belongs to the application. */
    private static Connection limited(PGSimpleDataSource source, Duration longest) throws SQLException {
        PGSimpleDataSource copy = copyOf(source);
        if (source.getSocketFactory() == null && driverFinds(KeepAliveSocketFactory.class)) {
            copy.setSocketFactory(KeepAliveSocketFactory.class.getName());
            copy.setTcpKeepAlive(true);
        }
        if (source.getSocketTimeout() > 0 || source.getLoginTimeout() > 0) {
            return copy.getConnection();
        }
        copy.setSocketTimeout((int) Math.max(1, longest.toSeconds()));
        Connection connection = copy.getConnection();
        connection.setNetworkTimeout(Runnable::run, 0);
        return connection;
    }

    /** The driver copies by serialization, for which it loads many classes. */
    private static PGSimpleDataSource copyOf(PGSimpleDataSource source) throws SQLException {
        PGSimpleDataSource copy = new PGSimpleDataSource();
        copy.setServerNames(source.getServerNames());
        copy.setPortNumbers(source.getPortNumbers());
        copy.setDatabaseName(source.getDatabaseName());
        copy.setUser(source.getUser());
        copy.setPassword(source.getPassword());
        for (PGProperty property : PGProperty.values()) {
            String value = source.getProperty(property);
            if (value != null && !value.equals(property.getDefaultValue())) {
                copy.setProperty(property, value);
            }
        }
        return copy;
    }

    /** Not if the classes of the driver do not see those of the application, or if the runtime lacks the module or reflection. */
    private static boolean driverFinds(Class<?> type) {
        try {
            Class<?> found = Class.forName(type.getName(), false, Driver.class.getClassLoader());
            return found == type
                    && found.getConstructor().canAccess(null)
                    && ModuleLayer.boot().findModule("jdk.net").isPresent();
        } catch (ReflectiveOperationException notFound) {
            return false;
        }
    }
}
