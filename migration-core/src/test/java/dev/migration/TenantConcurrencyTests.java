// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import javax.sql.DataSource;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

import dev.migration.event.MigrationEvent;
import dev.migration.execution.failure.DatabaseUnavailableException;
import dev.migration.execution.failure.MigrationStoppedException;
import dev.migration.tenant.MissingTenantException;
import dev.migration.tenant.TenantOutcome;
import dev.migration.tenant.TenantOutcome.Result;
import dev.migration.tenant.TenantReport;
import dev.migration.tenant.TenantSettings;
import dev.migration.tenant.TenantSettings.OnFailure;
import dev.migration.tenant.TenantsBehindException;
import dev.migration.tenant.run.TenantMigrator;
import dev.migration.test.postgres.InstalledProgram;
import dev.migration.test.postgres.PgBouncer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Many tenants, many workers, many instances. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class TenantConcurrencyTests extends TenantTestBase {

    private static final Duration LONG = Duration.ofMinutes(1);

    @Test
    void instancesThatStartAtOnceShareTheTenantsOut() throws Exception {
        revisions.irreversible("a", "", "CREATE TABLE counter (n int); INSERT INTO counter VALUES (0);");
        String previous = "a";
        for (int number = 1; number <= 5; number++) {
            revisions.irreversible("r" + number, previous, "UPDATE counter SET n = n + 1;");
            previous = "r" + number;
        }
        String[] names = schemas(60);
        Callable<TenantReport> instance =
                () -> tenants(builder(), settings(2, OnFailure.CONTINUE), names).upgradeAll();

        List<TenantReport> reports = new ArrayList<>();
        for (Future<TenantReport> done :
                threads.invokeAll(Stream.generate(() -> instance).limit(10).toList())) {
            reports.add(done.get());
        }

        assertThat(reports)
                .allSatisfy(report ->
                        assertThat(report.requireComplete().outcomes()).hasSize(60));
        assertThat(reports.stream().mapToInt(TenantReport::revisions).sum()).isEqualTo(360);
        for (String name : names) {
            assertThat(text("SELECT n FROM " + name + ".counter")).isEqualTo("5");
            // An attempt that another session disturbed is an entry of its own.
            assertThat(text("SELECT count(*) FROM " + name + ".migration_history WHERE outcome <> 'RETRY'"))
                    .isEqualTo("6");
        }
    }

    @Test
    void tenantThatAnotherInstanceMigratesIsPostponed() throws Exception {
        sql("CREATE TABLE public.slow ()");
        revisions.irreversible("a", "", SLOW);
        String[] names = schemas(5);
        Migrator other = tenants().migrator("t003");
        Future<?> busy = threads.submit(() -> other.upgrade("heads"));
        awaitSleepers(1);
        sql("DROP TABLE public.slow");
        CountDownLatch waits = new CountDownLatch(1);
        MigratorBuilder template = builder().listener(event -> {
            if (event instanceof MigrationEvent.WaitingForLock) {
                waits.countDown();
            }
        });

        Future<TenantReport> run = threads.submit(
                () -> tenants(template, settings(2, OnFailure.CONTINUE), names).upgradeAll());
        waits.await();

        assertThat(Stream.of("t001", "t002", "t004", "t005").map(this::appliedIn))
                .allMatch(List.of("a")::equals);
        assertThat(run).isNotDone();
        assertThat(tenants(names).states()).hasToString("5 tenants: 4 up to date, 1 pending");
        query("SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'PgSleep'"
                + " AND datname = current_database()");
        assertThat(busy).failsWithin(LONG);
        assertThat(run.get()).hasToString("5 tenants: 5 upgraded (5 revisions)");
    }

    @Test
    void stoppingEndsWhatRunsAndBeginsNoOther() throws Exception {
        sql("CREATE TABLE public.slow ()");
        revisions.table("a", "").irreversible("b", "a", "CREATE TABLE b (id int);\n" + SLOW);
        String[] names = schemas(10);
        TenantMigrator tenants = tenants(builder(), settings(3, OnFailure.CONTINUE), names);
        Future<TenantReport> run = threads.submit(tenants::upgradeAll);
        awaitSleepers(3);
        assertThat(tenants.progress()).get().hasToString("0 of 10 tenants");

        assertThat(tenants.stop(LONG)).isTrue();

        TenantReport report = run.get();
        assertThat(report).hasToString("10 tenants: 3 failed, 7 not tried");
        assertThat(report.failed())
                .allSatisfy(
                        outcome -> assertThat(outcome.failure()).get().isInstanceOf(MigrationStoppedException.class));
        assertThat(tenants.progress()).isEmpty();
        assertThat(text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'" + HERE))
                .isEqualTo("0");

        sql("DROP TABLE public.slow");
        assertThat(tenants.upgradeAll()).hasToString("10 tenants: 10 upgraded (17 revisions)");
        assertThat(appliedIn("t010")).containsExactly("a", "b");
    }

    @Test
    void anInterruptStopsToo() throws Exception {
        sql("CREATE TABLE public.slow ()");
        revisions.irreversible("a", "", SLOW);
        TenantMigrator tenants = tenants(builder(), settings(2, OnFailure.CONTINUE), schemas(5));
        AtomicReference<TenantReport> report = new AtomicReference<>();
        Thread caller = new Thread(() -> report.set(tenants.upgradeAll()));
        caller.start();
        awaitSleepers(2);

        caller.interrupt();
        caller.join();

        assertThat(report.get()).hasToString("5 tenants: 2 failed, 3 not tried");
    }

    @Test
    void aListenerMayStopTheRun() {
        revisions.table("a", "").table("b", "a");
        CompletableFuture<TenantMigrator> self = new CompletableFuture<>();
        MigratorBuilder template = builder().listener(event -> {
            if (event instanceof MigrationEvent.RevisionFinished) {
                assertThat(self.join().stop(LONG)).isFalse();
            }
        });
        self.complete(tenants(template, settings(1, OnFailure.CONTINUE), schemas(4)));

        assertThat(self.join().upgradeAll()).hasToString("4 tenants: 1 failed, 3 not tried");
    }

    @Test
    void aTenantThatIsDroppedWhileTheOthersRunFailsAlone() {
        revisions.table("a", "");
        AtomicInteger first = new AtomicInteger();
        String[] names = schemas(5);
        MigratorBuilder template = builder().listener(event -> {
            if (event instanceof MigrationEvent.RevisionFinished && first.getAndIncrement() == 0) {
                List<String> rest = Stream.of(names)
                        .filter(name -> text("SELECT to_regclass('" + name + ".migration_revision') IS NULL")
                                .equals("t"))
                        .toList();
                sql("DROP SCHEMA " + rest.get(0) + " CASCADE");
            }
        });

        TenantReport report =
                tenants(template, settings(1, OnFailure.CONTINUE), names).upgradeAll();

        assertThat(report).hasToString("5 tenants: 4 upgraded (4 revisions), 1 failed");
        assertThat(report.failed().get(0).failure()).get().isInstanceOf(MissingTenantException.class);
    }

    @Test
    void aServerWithFewConnectionsIsEnough() {
        revisions.table("a", "").irreversible("b", "a", "SELECT pg_sleep(0.05);");
        String[] names = schemas(12);
        String role = "few_" + database.name();
        sql("CREATE ROLE " + role + " LOGIN PASSWORD 'f' CONNECTION LIMIT 2");
        try {
            sql("GRANT CREATE ON DATABASE " + database.name() + " TO " + role);
            for (String name : names) {
                sql("ALTER SCHEMA " + name + " OWNER TO " + role);
            }
            PGSimpleDataSource source = (PGSimpleDataSource) database.dataSource();
            source.setUser(role);
            source.setPassword("f");

            TenantReport report = tenants(builder().dataSource(source), settings(6, OnFailure.CONTINUE), names)
                    .upgradeAll();

            assertThat(report).hasToString("12 tenants: 12 upgraded (24 revisions)");
        } finally {
            sql("DROP OWNED BY " + role + " CASCADE");
            sql("DROP ROLE " + role);
        }
    }

    @Test
    void aDatabaseThatIsGoneEndsTheRun() {
        revisions.table("a", "");
        AtomicInteger left = new AtomicInteger(1);
        DataSource failing = new DelegatingDataSource(database.dataSource()) {
            @Override
            public Connection getConnection() throws SQLException {
                if (left.getAndDecrement() <= 0) {
                    throw new SQLException("no route to host", "08001");
                }
                return super.getConnection();
            }
        };

        TenantReport report = tenants(builder().dataSource(failing), settings(1, OnFailure.CONTINUE), schemas(5))
                .upgradeAll();

        assertThat(report).hasToString("5 tenants: 1 failed, 4 not tried");
        assertThat(report.failed().get(0).failure()).get().isInstanceOf(DatabaseUnavailableException.class);
    }

    @Test
    void aSessionThatIsEndedIsReplaced() {
        revisions.table("a", "").irreversible("b", "a", "CREATE TABLE b (id int);");
        AtomicInteger ended = new AtomicInteger();
        MigratorBuilder template = builder().listener(event -> {
            if (event instanceof MigrationEvent.RevisionStarted && ended.getAndIncrement() < 2) {
                query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
                        + " AND application_name ~ 'migration'");
            }
        });

        assertThat(tenants(template, settings(1, OnFailure.CONTINUE), schemas(3))
                        .upgradeAll())
                .hasToString("3 tenants: 3 upgraded (6 revisions)");
    }

    @Test
    void waitingEndsWhenAnotherProcessHasUpgradedEveryTenant() throws Exception {
        revisions.table("a", "");
        String[] names = schemas(3);
        Future<?> waiting = threads.submit(() -> tenants(names).await());

        tenants(names).upgradeAll();

        assertThat(waiting).succeedsWithin(LONG);
        revisions.table("b", "a");
        assertThatExceptionOfType(TenantsBehindException.class)
                .isThrownBy(() -> tenants(names).await(Duration.ZERO))
                .withMessageContaining("3 tenants: 3 pending")
                .withMessageContaining("migration.wait-for");
        TenantMigrator stopped = tenants(names);
        Future<?> endless = threads.submit(() -> stopped.await());
        while (!stopped.stop(Duration.ofMillis(50)) || !endless.isDone()) {
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
        }
        assertThat(endless).failsWithin(LONG).withThrowableThat().withCauseInstanceOf(MigrationStoppedException.class);
    }

    @Test
    void throughAPoolerThatSharesSessionsEachTransactionUsesItsTenant() throws Exception {
        InstalledProgram.require(PgBouncer.program().isPresent(), "PgBouncer (Debian package pgbouncer)");
        revisions
                .table("a", "")
                .table("b", "a")
                .write("h", "-- @hook after-upgrade\nCREATE TABLE IF NOT EXISTS hooked (id int);")
                .repeatable("v", "", "CREATE OR REPLACE VIEW v AS SELECT * FROM a;")
                .repeatable("w", "v", "CREATE OR REPLACE VIEW w AS SELECT * FROM v;");
        String[] names = schemas(12);
        try (PgBouncer pooler = PgBouncer.start(database, "transaction", 3)) {
            TenantMigrator pooled =
                    tenants(builder().dataSource(pooler.dataSource()), settings(4, OnFailure.CONTINUE), names);

            pooled.upgradeAll().requireComplete();

            assertThat(pooled.states().upToDate()).isEqualTo(12);
        }
        for (String name : names) {
            assertThat(tablesIn(name)).containsExactly("a", "b", "hooked");
        }
        assertThat(tablesIn("public")).isEmpty();
    }

    @Test
    void aConnectionOfAPoolGoesBackAsItCame() throws Exception {
        revisions.table("a", "");
        try (Connection lent = database.dataSource().getConnection()) {
            var pool = new org.springframework.jdbc.datasource.SingleConnectionDataSource(lent, true);
            TenantSettings one = settings(1, OnFailure.CONTINUE);

            tenants(builder().dataSource(pool), one, schemas(3)).upgradeAll().requireComplete();

            try (var statement = lent.createStatement();
                    var row = statement.executeQuery(
                            "SELECT current_setting('search_path'), (SELECT count(*) FROM pg_locks"
                                    + " WHERE locktype = 'advisory'" + HERE + ")")) {
                row.next();
                assertThat(row.getString(1)).isEqualTo("\"$user\", public");
                assertThat(row.getInt(2)).isZero();
            }
        }
    }

    @Test
    void outcomesKeepTheOrderOfTheirSource() {
        revisions.table("a", "");

        TenantReport report = tenants(schemas(12)).upgradeAll();

        assertThat(report.outcomes()).extracting(TenantOutcome::tenant).isSorted();
        assertThat(report.count(Result.UPGRADED)).isEqualTo(12);
    }

    private void query(String query) {
        assertThat(jdbc().sql(query).query(Boolean.class).list()).contains(true);
    }

    private void awaitSleepers(int number) {
        database.await("SELECT count(*) = " + number + " FROM pg_stat_activity WHERE wait_event = 'PgSleep'"
                + " AND datname = current_database() AND application_name ~ 'migration'");
    }
}
