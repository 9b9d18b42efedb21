package dev.migration.sample.support.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * The session that an instance keeps open on the embedded server for as long as it needs the server.
 *
 * <p>All guests share an advisory lock. PostgreSQL takes it back from an instance that dies, so whoever can have the lock
 * alone knows that nobody else is there.
 */
record ServerLease(SingleConnectionDataSource session, JdbcClient jdbc) implements AutoCloseable {

    private static final String URL =
            "jdbc:postgresql://localhost:%d/postgres?user=postgres&connectTimeout=2&ApplicationName=support-app%%20guest";

    private static final int LOCK = 50_770;

    static ServerLease at(int port) {
        var session = new SingleConnectionDataSource(URL.formatted(port), true);
        var guest = new ServerLease(session, JdbcClient.create(session));
        guest.ask("SELECT pg_advisory_lock_shared(%d)::text".formatted(LOCK));
        return guest;
    }

    boolean isServedFrom(Path data) throws IOException {
        return Files.isSameFile(Path.of(ask("SHOW data_directory")), data);
    }

    String serverVersion() {
        return ask("SHOW server_version");
    }

    /** The application is no superuser: it owns its database, and nothing else. */
    void ensureDatabase(String name) {
        if (ask("SELECT count(*) FROM pg_roles WHERE rolname = '%s'".formatted(name))
                .equals("0")) {
            jdbc.sql("CREATE ROLE %s LOGIN".formatted(name)).update();
        }
        if (ask("SELECT count(*) FROM pg_database WHERE datname = '%s'".formatted(name))
                .equals("0")) {
            jdbc.sql("CREATE DATABASE %1$s OWNER %1$s".formatted(name)).update();
        }
    }

    boolean isAlone() {
        return ask("SELECT pg_try_advisory_lock(%d)".formatted(LOCK)).equals("t");
    }

    /** Such as people who look on with psql: the server would wait for them before it stops. */
    void sendOthersHome() {
        ask("""
            SELECT count(pg_terminate_backend(pid))
              FROM pg_stat_activity
             WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()
            """);
    }

    private String ask(String sql) {
        return jdbc.sql(sql).query(String.class).single();
    }

    @Override
    public void close() {
        session.destroy();
    }
}
