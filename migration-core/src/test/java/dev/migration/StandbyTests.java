// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.nio.file.Path;
import java.sql.Connection;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import javax.sql.DataSource;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.migration.event.MigrationEvent;
import dev.migration.execution.refusal.ReadOnlyDatabaseException;
import dev.migration.rehearsal.RehearsalOptions;
import dev.migration.result.MigrationResult;
import dev.migration.test.postgres.OwnServer;
import dev.migration.test.postgres.OwnServer.Stop;
import dev.migration.test.postgres.PostgresDatabase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A streaming replica: connected instead of the primary, and promoted during an upgrade. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class StandbyTests extends OwnServerTestBase {

    private static final String WAL_POSITION = "SELECT pg_last_wal_replay_lsn()::text";

    private OwnServer standby;
    private PostgresDatabase copy;

    /** Restarts on its former port, without the changes of the promoted standby. */
    @AfterEach
    void startPrimary() {
        standby.close();
        if (!server.isRunning()) {
            server.start();
        }
    }

    @BeforeEach
    void startStandby(@TempDir Path folder) throws Exception {
        server.stop(Stop.FAST);
        standby = server.copyToStandby(folder);
        server.start();
        standby.start();
        copy = standby.sameDatabase(database);
        revisions.irreversible("a", "", "CREATE TABLE done (name text);" + note("a"));
        revisions.irreversible("b", "a", note("b"));
        migrator().upgrade("heads");
        awaitCopy();
    }

    @Test
    void nothingPendingIsFineOnAStandbyAndWritesNothing() {
        String before = onCopy(WAL_POSITION);

        assertThat(migratorOfCopy().upgrade("heads").plan().steps()).isEmpty();

        assertThat(onCopy(WAL_POSITION)).isEqualTo(before);
        assertThat(onCopy("SELECT count(*)::text FROM migration_history")).isEqualTo("2");
    }

    @Test
    void workIsRefusedOnAStandby() {
        revisions.table("c", "b");

        ReadOnlyDatabaseException failure = failedUpgrade(migratorOfCopy(), ReadOnlyDatabaseException.class);

        assertThat(failure.problem()).contains("standby").contains("c");
        assertThat(failure.remedy()).contains("targetServerType=primary");
    }

    @Test
    void aRehearsalIsRefusedOnAStandby() {
        revisions.table("c", "b");

        assertThatThrownBy(() -> migratorOfCopy().rehearse("heads", RehearsalOptions.DEFAULT))
                .isInstanceOf(ReadOnlyDatabaseException.class);
    }

    @Test
    void promotedStandbyIsMigratedToTheEnd() throws Exception {
        failOver(bothHosts("targetServerType=primary"));
    }

    @Test
    void standbyIsWaitedForUntilItIsPromoted() throws Exception {
        failOver(bothHosts("targetServerType=any"));
    }

    /** The primary is killed during c, when the standby has at least b; c, d and an index remain. */
    private void failOver(DataSource source) throws Exception {
        revisions.irreversible("c", "b", note("c") + GATE);
        revisions.irreversible("ix", "c", "CREATE INDEX CONCURRENTLY ix ON done (name);");
        revisions.irreversible("d", "ix", note("d"));
        CountDownLatch retried = new CountDownLatch(2);
        Future<MigrationResult> run;
        try (Connection observer = database.dataSource().getConnection()) {
            observer.createStatement().execute("SELECT pg_advisory_lock(42)");
            run = upgrade(builder()
                    .dataSource(source)
                    .listener(event -> count(event, retried))
                    .build());
            await(observer, "EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND objid = 42 AND NOT granted)");
            server.stop(Stop.IMMEDIATE);
        }
        // The promotion takes a while.
        assertThat(retried.await(30, TimeUnit.SECONDS)).isTrue();
        standby.promote();

        run.get();
        assertThat(onCopy("SELECT string_agg(name, ' ' ORDER BY name) FROM done"))
                .isEqualTo("a b c d");
        assertThat(onCopy("SELECT string_agg(revision, ' ' ORDER BY ordinal) FROM migration_revision"))
                .isEqualTo("a b c ix d");
        assertThat(onCopy("SELECT indisvalid::text FROM pg_index WHERE indexrelid = 'ix'::regclass"))
                .isEqualTo("true");
    }

    private static void count(MigrationEvent event, CountDownLatch latch) {
        if (event instanceof MigrationEvent.WaitingToRetry) {
            latch.countDown();
        }
    }

    /** The primary is the first host: new connections use it while it is available. */
    private DataSource bothHosts(String parameter) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL("jdbc:postgresql://localhost:" + server.port() + ",localhost:" + standby.port() + "/"
                + database.name() + "?hostRecheckSeconds=0&" + parameter);
        source.setUser(database.username());
        return source;
    }

    private void awaitCopy() throws Exception {
        String written = text("SELECT pg_current_wal_flush_lsn()::text");
        try (Connection observer = copy.dataSource().getConnection()) {
            await(observer, "pg_last_wal_replay_lsn() >= '" + written + "'");
        }
    }

    private Migrator migratorOfCopy() {
        return builder().dataSource(copy.dataSource()).build();
    }

    private String onCopy(String query) {
        return JdbcClient.create(copy.dataSource())
                .sql(query)
                .query(String.class)
                .single();
    }

    private static String note(String id) {
        return "INSERT INTO done VALUES ('" + id + "');\n";
    }
}
