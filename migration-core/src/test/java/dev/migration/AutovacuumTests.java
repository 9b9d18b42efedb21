// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

import dev.migration.event.Blocker;
import dev.migration.event.MigrationEvent;
import dev.migration.execution.failure.RevisionFailedException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** A worker of the autovacuum holds a lock that a revision needs. The server cancels it only for a session that waits long enough. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class AutovacuumTests extends OwnServerTestBase {

    private static final String WORKER =
            "SELECT count(*) > 0 FROM pg_stat_progress_vacuum WHERE datname = current_database()"
                    + " AND relid = 'busy'::regclass";

    private final List<MigrationEvent.WaitingToRetry> waits = new ArrayList<>();

    /** Each page of the table costs a worker a tenth of a second. */
    @BeforeEach
    void letAWorkerBegin() {
        waits.clear();
        sql("ALTER SYSTEM SET autovacuum_naptime = '1s'");
        text("SELECT pg_reload_conf()::text");
        sql(
                "CREATE TABLE busy (id int, filler text) WITH (autovacuum_vacuum_cost_delay = 100,"
                        + " autovacuum_vacuum_cost_limit = 1, autovacuum_vacuum_threshold = 1, autovacuum_vacuum_scale_factor = 0)");
        sql("INSERT INTO busy SELECT n, repeat('x', 2000) FROM generate_series(1, 4000) AS n");
        sql("DELETE FROM busy");
        revisions.irreversible("a", "", "ALTER TABLE busy ADD COLUMN name text;");
    }

    /** A worker of an old database must not keep the next test from getting one. */
    @AfterEach
    void endTheWorker() {
        sql("DROP TABLE busy");
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgres", "owner"})
    void theRevisionWaitsUntilTheServerCancelsTheWorker(String role) throws Exception {
        Migrator migrator = migratorOf(role);
        database.await(WORKER);

        migrator.upgrade("heads");

        assertThat(applied()).containsExactly("a");
        assertThat(waits).hasSizeLessThanOrEqualTo(4);
        MigrationEvent.WaitingToRetry last = waits.get(waits.size() - 1);
        assertThat(last.blockers()).extracting(Blocker::backend).containsExactly("autovacuum worker");
        assertThat(last.reason()).contains("the next attempt waits up to 1500 ms", "autovacuum");
    }

    @Test
    void theServerTellsHowLongItWaits() throws Exception {
        sql("ALTER SYSTEM SET deadlock_timeout = '300ms'");
        text("SELECT pg_reload_conf()::text");
        database.await("SELECT current_setting('deadlock_timeout') = '300ms'");
        Migrator migrator = migratorOf("postgres");
        database.await(WORKER);

        migrator.upgrade("heads");
        sql("ALTER SYSTEM RESET deadlock_timeout");

        assertThat(waits).last().satisfies(wait -> assertThat(wait.reason()).contains("waits up to 800 ms"));
    }

    @Test
    void theTimeoutOfTheUserApplies() throws Exception {
        Migrator migrator = builder()
                .settings(settings().toBuilder()
                        .lockTimeout(Duration.ofMillis(50))
                        .retryFor(Duration.ofSeconds(3))
                        .build())
                .listener(at(MigrationEvent.WaitingToRetry.class, waits::add))
                .build();
        database.await(WORKER);

        assertThatExceptionOfType(RevisionFailedException.class)
                .isThrownBy(() -> migrator.upgrade("heads"))
                .satisfies(failure -> assertThat(failure.problem()).contains("autovacuum worker"));
        assertThat(waits)
                .isNotEmpty()
                .noneSatisfy(wait -> assertThat(wait.reason()).contains("next attempt waits"));
    }

    /** The role owns the table and may not read what other sessions do. */
    private Migrator migratorOf(String role) throws SQLException {
        if (!role.equals("postgres")) {
            try (Connection connection = database.dataSource().getConnection();
                    var statement = connection.createStatement()) {
                statement.execute("DROP ROLE IF EXISTS " + role);
                statement.execute("CREATE ROLE " + role + " LOGIN");
                statement.execute("GRANT CREATE ON SCHEMA public TO " + role);
                statement.execute("ALTER TABLE busy OWNER TO " + role);
            }
        }
        PGSimpleDataSource source = source(database.url(), role, "");
        return builder()
                .dataSource(source)
                .listener(at(MigrationEvent.WaitingToRetry.class, waits::add))
                .build();
    }
}
