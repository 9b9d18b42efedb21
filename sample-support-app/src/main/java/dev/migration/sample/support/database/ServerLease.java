// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * The session that an instance keeps open on the embedded server as long as it needs the server.
 *
 * <p>Each lease holds a shared advisory lock. PostgreSQL releases the lock of an instance that ends, so an instance that
 * obtains the lock exclusively has the last lease.
 */
record ServerLease(SingleConnectionDataSource session, JdbcClient jdbc) implements AutoCloseable {

    private static final String URL =
            "jdbc:postgresql://localhost:%d/postgres?user=postgres&connectTimeout=2&ApplicationName=support-app%%20lease";

    private static final int LOCK = 50_770;

    static ServerLease at(int port) {
        var session = new SingleConnectionDataSource(URL.formatted(port), true);
        var lease = new ServerLease(session, JdbcClient.create(session));
        lease.query("SELECT pg_advisory_lock_shared(%d)::text".formatted(LOCK));
        return lease;
    }

    boolean isServedFrom(Path data) throws IOException {
        return Files.isSameFile(Path.of(query("SHOW data_directory")), data);
    }

    String serverVersion() {
        return query("SHOW server_version");
    }

    /** Creates a database and its owner if they do not exist. The owner is no superuser and owns nothing else. */
    void ensureDatabase(String name) {
        if (query("SELECT count(*) FROM pg_roles WHERE rolname = '%s'".formatted(name))
                .equals("0")) {
            jdbc.sql("CREATE ROLE %s LOGIN".formatted(name)).update();
        }
        if (query("SELECT count(*) FROM pg_database WHERE datname = '%s'".formatted(name))
                .equals("0")) {
            jdbc.sql("CREATE DATABASE %1$s OWNER %1$s".formatted(name)).update();
        }
    }

    /** Returns whether no other instance has a lease. */
    boolean isLast() {
        return query("SELECT pg_try_advisory_lock(%d)".formatted(LOCK)).equals("t");
    }

    /** Terminates all other sessions, for example of psql, because the server waits for them before it stops. */
    void terminateOtherSessions() {
        query("""
            SELECT count(pg_terminate_backend(pid))
              FROM pg_stat_activity
             WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()
            """);
    }

    private String query(String sql) {
        return jdbc.sql(sql).query(String.class).single();
    }

    @Override
    public void close() {
        session.destroy();
    }
}
