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
 * Lends one connection again and again, so that a worker opens one for all its tenants. Who asks while it is lent gets another: the
 * watch that looks who blocks us. A session that ends leaves the connection as it got it; one that was lost is replaced.
 */
final class WorkerConnection extends DelegatingDataSource implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(WorkerConnection.class);

    private final DataSource source;
    private @Nullable Connection kept;
    private boolean lent;

    WorkerConnection(DataSource source) {
        super(source);
        this.source = source;
    }

    // The watch of a statement asks on a thread of its own.
    @Override
    public synchronized Connection getConnection() throws SQLException {
        if (lent) {
            return source.getConnection();
        }
        Connection connection = kept;
        if (connection == null || connection.isClosed()) {
            connection = source.getConnection();
            kept = connection;
        }
        lent = true;
        return lend(connection);
    }

    // See getConnection.
    private synchronized void takeBack() {
        lent = false;
    }

    private Connection lend(Connection connection) {
        InvocationHandler handler = (proxy, method, arguments) -> {
            if (method.getName().equals("close")) {
                takeBack();
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
            if (kept != null) {
                kept.close();
            }
        } catch (SQLException failure) {
            // The work is done; the server closes what is left.
            log.debug("The connection of a worker could not be closed", failure);
        }
    }
}
