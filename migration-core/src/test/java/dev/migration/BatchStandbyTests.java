// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.migration.event.BatchProgress;
import dev.migration.event.MigrationEvent;
import dev.migration.test.postgres.OwnServer;
import dev.migration.test.postgres.OwnServer.Stop;
import dev.migration.test.postgres.PostgresDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** Batches beside a streaming standby. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class BatchStandbyTests extends OwnServerTestBase {

    private OwnServer standby;
    private PostgresDatabase copy;
    private final List<BatchProgress> held = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    @BeforeEach
    void startStandby(@TempDir Path folder) {
        held.clear();
        notes.clear();
        server.stop(Stop.FAST);
        standby = server.copyToStandby(folder);
        standby.configure("cluster_name = 'replica_1'");
        server.start();
        standby.start();
        copy = standby.sameDatabase(database);
        jdbc().sql(
                        "CREATE TABLE t (id int PRIMARY KEY, v int NOT NULL DEFAULT 0, filler text DEFAULT repeat('x', 100))")
                .update();
    }

    @AfterEach
    void stopStandby() {
        standby.close();
    }

    @Test
    void batchesAreHeldWhileAStandbyDoesNotReplayAndGoOnAfterwards() throws Exception {
        revision(3000, "max-lag=1s");
        awaitCopy();
        onCopy("SELECT pg_wal_replay_pause()");
        // The replay stands still and there is something to replay.
        jdbc().sql("UPDATE t SET filler = 'y' WHERE id < 10").update();

        builder()
                .listener(at(MigrationEvent.BatchCommitted.class, event -> {
                    // The first look knows no lag yet: PostgreSQL reports none, and there is no earlier position.
                    awaitMoreThanASecond();
                }))
                .listener(at(MigrationEvent.BatchHeld.class, event -> {
                    held.add(event.progress());
                    onCopy("SELECT pg_wal_replay_resume()");
                }))
                .build()
                .upgrade("heads");

        assertThat(held.get(0)).asString().contains("held until ", "standby lag ", "(replica_1, limit 1 s)");
        assertThat(result()).isEqualTo("DONE 3000 t");
    }

    @Test
    void aRoleThatMayNotReadTheLagIsToldOnceAndIsNotHeld() {
        jdbc().sql("CREATE ROLE limited LOGIN").update();
        jdbc().sql("ALTER TABLE t OWNER TO limited").update();
        jdbc().sql("GRANT CREATE ON SCHEMA public TO limited").update();
        revision(3000, "max-lag=1s");
        onCopy("SELECT pg_wal_replay_pause()");

        upgradeAs("limited");

        assertThat(held).isEmpty();
        assertThat(notes)
                .containsExactly("The lag of a standby is not watched: the role limited may not read it;"
                        + " GRANT pg_monitor TO it, or set max-lag to 0");
    }

    @Test
    void aStandbyThatIsGoneIsNotWaitedFor() {
        revision(3000, "max-lag=1s");

        builder()
                .listener(at(MigrationEvent.BatchCommitted.class, event -> {
                    standby.close();
                    awaitMoreThanASecond();
                }))
                .listener(at(MigrationEvent.BatchNote.class, event -> notes.add(event.message())))
                .build()
                .upgrade("heads");

        assertThat(notes).singleElement().asString().startsWith("The standby replica_1 is not connected any more");
        assertThat(jdbc().sql("SELECT state FROM migration_batch")
                        .query(String.class)
                        .single())
                .isEqualTo("DONE");
    }

    @Test
    @Tag("slow")
    void underLoadNoBatchBeginsWhileTheLagIsAboveItsLimit() throws Exception {
        revision(400_000, "max-lag=2s");
        awaitCopy();
        Future<?> load = threads.submit(() -> {
            JdbcClient application = JdbcClient.create(database.dataSource());
            while (!Thread.currentThread().isInterrupted()) {
                application
                        .sql("UPDATE t SET filler = md5(random()::text) WHERE id = (random() * 400000)::int")
                        .update();
            }
        });
        List<Long> whileHeld = new ArrayList<>();
        int[] commits = new int[1];

        builder()
                .listener(at(MigrationEvent.BatchCommitted.class, event -> {
                    if (commits[0]++ % 3 == 0) {
                        onCopy("SELECT pg_wal_replay_pause()");
                    }
                }))
                .listener(at(MigrationEvent.BatchHeld.class, event -> {
                    held.add(event.progress());
                    whileHeld.add(event.progress().passed());
                    if (held.size() % 2 == 0) {
                        onCopy("SELECT pg_wal_replay_resume()");
                    }
                }))
                .build()
                .upgrade("heads");
        load.cancel(true);

        assertThat(held).hasSizeGreaterThan(1);
        // Each hold is published twice before the replay goes on: nothing is changed in between.
        for (int hold = 0; hold + 1 < whileHeld.size(); hold += 2) {
            assertThat(whileHeld.get(hold + 1)).isEqualTo(whileHeld.get(hold));
        }
        assertThat(result()).isEqualTo("DONE 400000 t");
    }

    private void revision(int rows, String limits) {
        jdbc().sql("INSERT INTO t SELECT i FROM generate_series(1, " + rows + ") i")
                .update();
        revisions.irreversible("a", "", "-- @batch table=t key=id " + limits + "\nUPDATE t SET v = v + 1;");
    }

    private void upgradeAs(String role) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL("jdbc:postgresql://localhost:" + server.port() + "/" + database.name());
        source.setUser(role);
        builder()
                .dataSource(source)
                .listener(at(MigrationEvent.BatchHeld.class, event -> held.add(event.progress())))
                .listener(at(MigrationEvent.BatchNote.class, event -> notes.add(event.message())))
                .build()
                .upgrade("heads");
    }

    /** Until the next look is due. */
    private void awaitMoreThanASecond() {
        String now = text("SELECT clock_timestamp()::text");
        database.await("clock_timestamp() > '" + now + "'::timestamptz + interval '1.2 s'");
    }

    private void awaitCopy() throws Exception {
        String written = text("SELECT pg_current_wal_flush_lsn()::text");
        try (Connection observer = copy.dataSource().getConnection()) {
            await(observer, "pg_last_wal_replay_lsn() >= '" + written + "'");
        }
    }

    private void onCopy(String query) {
        JdbcClient.create(copy.dataSource()).sql(query).query(String.class).single();
    }

    private String result() {
        return jdbc().sql("SELECT concat_ws(' ', state, rows_changed, held_seconds > 0) FROM migration_batch")
                .query(String.class)
                .single();
    }
}
