// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.lock;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.migration.execution.session.MigrationSession;
import dev.migration.test.postgres.PostgresDatabase;
import dev.migration.test.postgres.PostgresTest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** A session that holds the lock in the middle of a COPY, and sends nothing. */
@PostgresTest
class FrozenCopyTests {

    private static final long KEY = -4711;

    private PostgresDatabase database;
    private Connection holder;
    private MigrationSession waiting;

    @BeforeEach
    void copyRows(PostgresDatabase postgres) throws SQLException {
        postgres.reset();
        database = postgres;
        JdbcClient.create(database.dataSource())
                .sql("CREATE TABLE rows (id int)")
                .update();
        holder = database.dataSource().getConnection();
        waiting = MigrationSession.open(database.dataSource());
    }

    @AfterEach
    void close() throws SQLException {
        waiting.close();
        holder.close();
    }

    @Test
    void itIsTerminatedWhenNothingArrives() throws SQLException {
        CopyIn copy = begin(KEY);
        FrozenCopy frozen = new FrozenCopy(waiting, KEY, Duration.ZERO);

        frozen.check();
        assertThat(sessions()).isEqualTo(1);
        frozen.check();

        database.await("SELECT count(*) = 0 FROM pg_stat_progress_copy");
        assertThatExceptionOfType(SQLException.class).isThrownBy(copy::endCopy);
    }

    @Test
    void itIsNotTerminatedWhileDataArrive() throws SQLException {
        CopyIn copy = begin(KEY);
        FrozenCopy frozen = new FrozenCopy(waiting, KEY, Duration.ZERO);

        frozen.check();
        send(copy, 4);
        frozen.check();

        assertThat(sessions()).isEqualTo(1);
        copy.endCopy();
    }

    @Test
    void itIsNotTerminatedBeforeTheTime() throws SQLException {
        CopyIn copy = begin(KEY);
        FrozenCopy frozen = new FrozenCopy(waiting, KEY, Duration.ofNanos(Long.MAX_VALUE / 4));

        frozen.check();
        frozen.check();

        assertThat(sessions()).isEqualTo(1);
        copy.endCopy();
    }

    @Test
    void aSessionWithoutTheLockIsNotTerminated() throws SQLException {
        CopyIn copy = begin(1);
        FrozenCopy frozen = new FrozenCopy(waiting, KEY, Duration.ZERO);

        frozen.check();
        frozen.check();

        assertThat(sessions()).isEqualTo(1);
        copy.endCopy();
    }

    private CopyIn begin(long key) throws SQLException {
        try (Statement statement = holder.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(" + key + ")");
        }
        CopyIn copy = holder.unwrap(PGConnection.class).getCopyAPI().copyIn("COPY rows FROM STDIN");
        send(copy, 2);
        return copy;
    }

    private void send(CopyIn copy, int bytes) throws SQLException {
        copy.writeToCopy("1\n".getBytes(StandardCharsets.UTF_8), 0, 2);
        copy.flushCopy();
        database.await("SELECT count(*) = 1 FROM pg_stat_progress_copy c JOIN pg_stat_activity a USING (pid)"
                + " WHERE bytes_processed = " + bytes + " AND wait_event = 'ClientRead'");
    }

    private int sessions() {
        return JdbcClient.create(database.dataSource())
                .sql("SELECT count(*) FROM pg_stat_progress_copy")
                .query(Integer.class)
                .single();
    }
}
