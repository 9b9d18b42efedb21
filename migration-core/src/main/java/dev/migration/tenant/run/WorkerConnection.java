// SPDX-License-Identifier: Apache-2.0
package dev.migration.tenant.run;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * A DataSource that returns the same connection repeatedly, so that a worker opens only one for all of its tenants. While that
 * connection is in use, it returns another one: the watch for blocking sessions needs it. A session restores the connection at
 * its end; a lost connection is replaced.
 */
final class WorkerConnection extends DelegatingDataSource implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(WorkerConnection.class);

    private final DataSource source;
    private @Nullable Connection shared;
    private boolean inUse;

    WorkerConnection(DataSource source) {
        super(source);
        this.source = source;
    }

    // The watch for blocking sessions calls it on another thread.
    @Override
    public synchronized Connection getConnection() throws SQLException {
        if (inUse) {
            return source.getConnection();
        }
        Connection connection = shared;
        if (connection == null || connection.isClosed()) {
            connection = source.getConnection();
            shared = connection;
        }
        inUse = true;
        return wrap(connection);
    }

    // See getConnection.
    private synchronized void release() {
        inUse = false;
    }

    private Connection wrap(Connection connection) {
        InvocationHandler handler = (proxy, method, arguments) -> {
            if (method.getName().equals("close")) {
                release();
                return null;
            }
            try {
                return method.invoke(connection, arguments);
            } catch (InvocationTargetException failure) {
                throw failure.getTargetException();
            }
        };
        return (Connection) Proxy.newProxyInstance(
                WorkerConnection.class.getClassLoader(), new Class<?>[] {Connection.class}, handler);
    }

    // See getConnection.
    @Override
    public synchronized void close() {
        try {
            if (shared != null) {
                shared.close();
            }
        } catch (SQLException failure) {
            // The work has ended; the server closes the session.
            log.debug("The connection of a worker could not be closed", failure);
        }
    }
}
