// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.sql.Connection;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.migration.execution.failure.MigrationStoppedException;
import dev.migration.result.MigrationResult;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** A run is stopped, and the cancel request does not reach the server. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class UnansweredStopTests extends MigratorTestBase {

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void sessionIsEndedAndItsRevisionRolledBack(boolean refuseConnections) throws Exception {
        revisions.table("a", "").irreversible("b", "a", "CREATE TABLE b (id int); SELECT pg_sleep(600);");
        try (ServerProxy proxy = new ServerProxy(database)) {
            Migrator migrator = builder().dataSource(proxy.dataSource()).build();
            Future<MigrationResult> run = threads.submit(() -> migrator.upgrade("heads"));
            database.await("SELECT count(*) > 0 FROM pg_stat_activity WHERE datname = current_database()"
                    + " AND wait_event = 'PgSleep' AND application_name LIKE '%migration%'");
            proxy.dropCancelRequests();
            if (refuseConnections) {
                proxy.refuseConnections();
            }

            assertThat(migrator.stop(Duration.ofSeconds(9))).isTrue();

            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(run::get)
                    .withCauseInstanceOf(MigrationStoppedException.class)
                    .withMessageContaining("rolled back");
        }
        database.await("SELECT count(*) = 0 FROM pg_locks WHERE locktype = 'advisory'" + HERE);
        assertThat(tables()).containsExactly("a");
        assertThat(applied()).containsExactly("a");
    }

    @Test
    void anIndexBuildIsDroppedAndBuiltAgainByTheNextRun() throws Exception {
        sql("CREATE TABLE t (id int)");
        revisions.irreversible("a", "", "CREATE INDEX CONCURRENTLY i ON t (id);");
        try (ServerProxy proxy = new ServerProxy(database);
                Connection writer = transaction("INSERT INTO t VALUES (1)")) {
            Migrator migrator = builder().dataSource(proxy.dataSource()).build();
            Future<MigrationResult> run = threads.submit(() -> migrator.upgrade("heads"));
            database.await("SELECT count(*) > 0 FROM pg_locks JOIN pg_stat_activity a USING (pid) WHERE NOT granted"
                    + " AND datname = current_database() AND locktype = 'virtualxid'");
            proxy.dropCancelRequests();

            assertThat(migrator.stop(Duration.ofSeconds(9))).isTrue();

            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(run::get)
                    .withCauseInstanceOf(MigrationStoppedException.class);
            rollback(writer);
        }

        migrator().upgrade("heads");

        assertThat(text("SELECT indisvalid FROM pg_index WHERE indexrelid = 'i'::regclass"))
                .isEqualTo("t");
        assertThat(applied()).containsExactly("a");
    }
}
