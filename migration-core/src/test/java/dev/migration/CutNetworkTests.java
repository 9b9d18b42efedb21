// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.sql.Connection;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.migration.event.MigrationEvent;
import dev.migration.result.MigrationResult;

import static org.assertj.core.api.Assertions.assertThat;

/** A network that drops packets without a word, while a statement runs. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class CutNetworkTests extends MigratorTestBase {

    private static final String WAITS =
            "SELECT count(*) = 1 FROM pg_locks WHERE NOT granted AND locktype = 'advisory'" + " AND objid = 42" + HERE;

    private static final String WATCHED = "SELECT count(*) = 1 FROM pg_stat_activity WHERE datname = current_database()"
            + " AND query ~ 'backend_start' AND state = 'idle' AND pid <> pg_backend_pid()";

    private static final String SESSION_ENDED = "SELECT count(*) = 0 FROM pg_stat_activity"
            + " WHERE datname = current_database() AND query ~ 'advisory_xact_lock' AND pid <> pg_backend_pid()";

    private final CountDownLatch reconnecting = new CountDownLatch(1);
    /** The server ends the session that is idle in its transaction after 10 s. */
    @Test
    void runContinuesWhenTheNetworkIsBackAndItsSessionIsGone() throws Exception {
        revision();
        try (SilentProxy proxy = new SilentProxy(database);
                Connection gate = gate()) {
            Future<MigrationResult> run = start(proxy);

            proxy.cut();
            gate.createStatement().execute("SELECT pg_advisory_unlock(42)");
            database.await(SESSION_ENDED);
            proxy.heal();

            run.get(2, TimeUnit.MINUTES);
        }
        assertAppliedOnce();
    }

    /** The server process still works when the network is back; the next session waits until the server has ended it. */
    @Tag("slow")
    @Test
    void runContinuesAfterAnOutageThatIsLongerThanTheLimit() throws Exception {
        revision();
        try (SilentProxy proxy = new SilentProxy(database);
                Connection gate = gate()) {
            Future<MigrationResult> run = start(proxy);

            proxy.cut();
            assertThat(reconnecting.await(2, TimeUnit.MINUTES)).isTrue();
            gate.createStatement().execute("SELECT pg_advisory_unlock(42)");
            proxy.heal();

            run.get(2, TimeUnit.MINUTES);
        }
        assertAppliedOnce();
    }

    private void revision() {
        sql("CREATE TABLE counter AS SELECT 0 AS n");
        revisions.irreversible(
                "a", "", "UPDATE counter SET n = n + 1; SET LOCAL lock_timeout = 0; SELECT pg_advisory_xact_lock(42);");
    }

    private Connection gate() throws Exception {
        Connection gate = database.dataSource().getConnection();
        gate.createStatement().execute("SELECT pg_advisory_lock(42)");
        return gate;
    }

    /** Returns when the revision waits for the gate and is watched. */
    private Future<MigrationResult> start(SilentProxy proxy) {
        Migrator migrator = builder()
                .dataSource(proxy.dataSource())
                .listener(at(MigrationEvent.WaitingToRetry.class, event -> reconnecting.countDown()))
                .build();
        Future<MigrationResult> run = threads.submit(() -> migrator.upgrade("heads"));
        database.await(WAITS);
        database.await(WATCHED);
        return run;
    }

    private void assertAppliedOnce() {
        assertThat(applied()).containsExactly("a");
        assertThat(text("SELECT n FROM counter")).isEqualTo("1");
    }
}
