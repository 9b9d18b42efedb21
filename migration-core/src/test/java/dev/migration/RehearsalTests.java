// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.migration.execution.failure.LockNotObtainedException;
import dev.migration.execution.lock.MigrationLock;
import dev.migration.execution.refusal.ReadOnlyDatabaseException;
import dev.migration.rehearsal.HeldLock;
import dev.migration.rehearsal.RehearsalEnd;
import dev.migration.rehearsal.RehearsalNotPossibleException;
import dev.migration.rehearsal.RehearsalOptions;
import dev.migration.rehearsal.RehearsalReport;
import dev.migration.rehearsal.RehearsedStatement;
import dev.migration.rehearsal.RehearsedStatement.Result;
import dev.migration.rehearsal.Remains;
import dev.migration.script.JavaRevision;
import dev.migration.script.MigrationContext;
import dev.migration.script.RevisionHeader;
import dev.migration.trace.LockMode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RehearsalTests extends MigratorTestBase {

    @BeforeEach
    void createTable() {
        revisions.irreversible(
                "start",
                "",
                "CREATE TABLE t (id int PRIMARY KEY, name varchar(20), n int); CREATE SEQUENCE s;"
                        + " INSERT INTO t SELECT g, 'x', g FROM generate_series(1, 5000) g;");
        migrator().upgrade("start");
    }

    @Test
    void statementsAreMeasuredAndRolledBack() {
        revisions.irreversible(
                "a", "start", "ALTER TABLE t ALTER COLUMN n TYPE bigint; UPDATE t SET name = 'y' WHERE id <= 10;");
        revisions.irreversible("b", "a", "CREATE TABLE u (id int); ALTER TABLE t ADD COLUMN late int;");

        RehearsalReport report = rehearse();

        assertThat(report.end()).isEqualTo(RehearsalEnd.COMPLETE);
        assertThat(report.statements()).extracting(RehearsedStatement::revision).containsExactly("a", "a", "b", "b");
        RehearsedStatement rewrite = report.statements().get(0);
        assertThat(rewrite.rewritten()).containsExactly("t");
        assertThat(rewrite.cost().wal()).isGreaterThan(100_000);
        assertThat(rewrite.locks()).extracting(HeldLock::mode).containsExactly(LockMode.ACCESS_EXCLUSIVE);
        assertThat(rewrite.locks().get(0).held())
                .isEqualTo(rewrite.cost()
                        .duration()
                        .plus(report.statements().get(1).cost().duration()));
        assertThat(report.statements().get(1).cost().rows()).isEqualTo(10);
        // The lock is held since revision a, and revision b needs it, too.
        assertThat(report.statements().get(3).locks()).singleElement().matches(HeldLock::since);
        assertThat(applied()).containsExactly("start");
        assertThat(tables()).containsExactly("t");
        assertThat(columns()).containsExactly("t.id", "t.n", "t.name");
    }

    @Test
    void whatNoRollbackUndoesIsCounted() {
        revisions.irreversible(
                "a",
                "start",
                "UPDATE t SET n = n + 1 WHERE id <= 100; SELECT nextval('s') FROM generate_series(1, 2500); DELETE FROM t WHERE id > 4000;");

        Remains remains = rehearse().remains();

        assertThat(remains.deadRows()).containsExactly(new Remains.DeadRows("public.t", 100));
        assertThat(remains.sequences()).containsExactly(new Remains.AdvancedSequence("public.s", "", "2500"));
        assertThat(remains.wal()).isPositive();
        assertThat(text("SELECT count(*) FROM t")).isEqualTo("5000");
    }

    @Test
    void anotherSessionWaitsForALimitedTime() throws Exception {
        revisions.irreversible("a", "start", "ALTER TABLE t ADD COLUMN x int; SELECT pg_sleep(60);");
        CountDownLatch done = new CountDownLatch(1);

        Future<RehearsalReport> rehearsal = threads.submit(() -> {
            try {
                return rehearse();
            } finally {
                done.countDown();
            }
        });
        awaitLock();
        sql("UPDATE t SET n = 0 WHERE id = 1");

        RehearsalReport report = rehearsal.get();
        assertThat(report.end()).isEqualTo(RehearsalEnd.OTHERS_WAITED);
        assertThat(report.blocked()).isNotEmpty().allSatisfy(session -> {
            assertThat(session.relation()).isEqualTo("t");
            assertThat(session.query()).startsWith("UPDATE t");
        });
        assertThat(report.statements()).last().matches(last -> last.result() instanceof Result.Cancelled);
        assertThat(text("SELECT n FROM t WHERE id = 1")).isEqualTo("0");
        assertThat(columns()).doesNotContain("t.x");
    }

    private void awaitLock() {
        database.await(
                "SELECT count(*) = 1 FROM pg_locks WHERE relation = 't'::regclass AND mode = 'AccessExclusiveLock'"
                        + " AND granted" + HERE);
    }

    @Test
    void timeAndWalAreLimited() {
        revisions.irreversible("a", "start", "SELECT pg_sleep(60);");
        assertThat(rehearse(options(Duration.ofMillis(300), 1L << 30)).end()).isEqualTo(RehearsalEnd.TIME_LIMIT);

        revisions.irreversible(
                "a",
                "start",
                "INSERT INTO t SELECT g, 'z', g FROM generate_series(10000, 900000) g; SELECT pg_sleep(60);");
        assertThat(rehearse(options(Duration.ofMinutes(5), 1 << 20)).end()).isEqualTo(RehearsalEnd.WAL_LIMIT);
        assertThat(text("SELECT count(*) FROM t")).isEqualTo("5000");
    }

    private static RehearsalOptions options(Duration longest, long wal) {
        return new RehearsalOptions(Duration.ofMillis(200), longest, wal, 3, false, Duration.ZERO);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DO $$ BEGIN COMMIT; END $$;",
                "CALL commits();",
                "DO $$ BEGIN DROP TABLE t; COMMIT; CREATE TABLE left_over (); END $$;"
            })
    void aBlockThatCommitsFailsAsInAnUpgrade(String statement) {
        sql("CREATE PROCEDURE commits() LANGUAGE plpgsql AS $$ BEGIN INSERT INTO t VALUES (0); COMMIT; END $$");
        revisions.irreversible("a", "start", "CREATE TABLE u (id int);\n" + statement);

        RehearsalReport report = rehearse();

        assertThat(report.end()).isEqualTo(RehearsalEnd.FAILED);
        assertThat(report.statements())
                .last()
                .satisfies(last -> assertThat(last.result()).isInstanceOfSatisfying(Result.Failed.class, failed -> {
                    assertThat(failed.state()).isEqualTo("2D000");
                    assertThat(failed.line()).isPositive();
                }));
        assertThat(tables()).containsExactly("t");
        assertThat(text("SELECT count(*) FROM t")).isEqualTo("5000");
    }

    @Test
    void whatNoTransactionTakesIsLeftOut() {
        sql("CREATE PROCEDURE commits() LANGUAGE plpgsql AS $$ BEGIN INSERT INTO t VALUES (0); COMMIT; END $$");
        revisions.irreversible("a", "start", "CREATE INDEX CONCURRENTLY i ON t (n);");
        revisions.irreversible("b", "a", "ALTER INDEX i RENAME TO j; ALTER TABLE t ADD COLUMN x int;");
        revisions.write("c", "-- @revision c\n-- @revises b\n-- @transaction none\n-- @upgrade\nCALL commits();\n");
        revisions.irreversible("d", "c", "DISCARD TEMP; COPY t TO '/dev/null'; SELECT pg_switch_wal();");

        RehearsalReport report = rehearse();

        assertThat(report.end()).isEqualTo(RehearsalEnd.COMPLETE);
        assertThat(reasons(report))
                .satisfiesExactly(
                        first -> assertThat(first).contains("cannot run in a transaction"),
                        second -> assertThat(second)
                                .contains("may need what was left out")
                                .contains("42P01"),
                        third -> assertThat(third).contains("ends transactions"),
                        fourth -> assertThat(fourth).contains("DISCARD"),
                        fifth -> assertThat(fifth).contains("outside of the database"),
                        sixth -> assertThat(sixth).contains("pg_switch_wal"));
        assertThat(report.statements())
                .filteredOn(done -> done.result() instanceof Result.Ran)
                .hasSize(1);
        assertThat(text("SELECT count(*) FROM t")).isEqualTo("5000");
    }

    private static List<String> reasons(RehearsalReport report) {
        return report.leftOut().stream()
                .map(statement -> ((Result.LeftOut) statement.result()).reason())
                .toList();
    }

    @Test
    void hooksConditionsAndRepeatablesTakePart() {
        revisions.repeatable("v", "", "CREATE OR REPLACE VIEW v AS SELECT id FROM t;");
        revisions.write("hook", "-- @hook after-revision\nUPDATE t SET n = 0 WHERE id = 1;\n");
        revisions.write(
                "a",
                "-- @revision a\n-- @revises start\n-- @ensure SELECT count(*) > 0 FROM t\n-- @upgrade\nDELETE FROM t;\n");

        RehearsalReport report = rehearse();

        assertThat(report.end()).isEqualTo(RehearsalEnd.FAILED);
        assertThat(report.reason()).contains("@ensure does not hold");

        revisions.irreversible("a", "start", "DELETE FROM t WHERE id > 10;");
        assertThat(rehearse().statements())
                .extracting(statement -> statement.statement().summary())
                .containsExactly(
                        "DELETE FROM t WHERE id > 10",
                        "UPDATE t SET n = 0 WHERE id = 1",
                        "CREATE OR REPLACE VIEW v AS SELECT id FROM t");
    }

    @Test
    void aRepeatableInTheWayIsDroppedAsInAnUpgrade() {
        revisions.repeatable("v", "", "CREATE OR REPLACE VIEW v AS SELECT id, n FROM t;");
        migrator().upgrade("heads");
        revisions.irreversible("a", "start", "ALTER TABLE t ALTER COLUMN n TYPE bigint;");

        RehearsalReport report = rehearse();

        assertThat(report.end()).isEqualTo(RehearsalEnd.COMPLETE);
        assertThat(report.attempts()).isEqualTo(2);
        assertThat(text("SELECT count(*) FROM v")).isEqualTo("5000");
    }

    @Test
    void constraintsMayBeSetAndRolesChanged() {
        sql("CREATE TABLE p (id int PRIMARY KEY, other int REFERENCES p DEFERRABLE)");
        revisions.irreversible(
                "a",
                "start",
                "SET CONSTRAINTS ALL DEFERRED; INSERT INTO p VALUES (1, 2); INSERT INTO p VALUES (2, 1); SET CONSTRAINTS ALL IMMEDIATE;"
                        + " ALTER TABLE p ADD COLUMN x int; SET ROLE pg_monitor; SET CONSTRAINTS ALL IMMEDIATE;");

        assertThat(rehearse().end()).isEqualTo(RehearsalEnd.COMPLETE);
    }

    @Test
    void aFailureIsThatOfAnUpgrade() {
        revisions.irreversible("a", "start", "ALTER TABLE t ADD COLUMN x int;\nALTER TABLE missing ADD COLUMN x int;");

        RehearsalReport report = rehearse();

        assertThat(report.end()).isEqualTo(RehearsalEnd.FAILED);
        assertThat(report.reason()).contains("missing").contains("42P01");
        assertThat(report.statements()).hasSize(2);
    }

    @Test
    void aLockThatIsNotFreeEndsIt() throws SQLException {
        revisions.irreversible("a", "start", "ALTER TABLE t ADD COLUMN x int;");

        try (Connection reader = transaction("SELECT count(*) FROM t")) {
            assertThat(rehearse(options(Duration.ofMinutes(1), 1L << 30)).end())
                    .isEqualTo(RehearsalEnd.LOCK_NOT_OBTAINED);
            rollback(reader);
        }
        assertThat(rehearse().end()).isEqualTo(RehearsalEnd.COMPLETE);
    }

    @Test
    void aMigrationThatRunsRefusesIt() throws SQLException {
        revisions.irreversible("a", "start", "ALTER TABLE t ADD COLUMN x int;");
        String key = String.valueOf(MigrationLock.keyOf(settings().tables().in("public")));

        try (Connection holder = transaction("SELECT pg_advisory_xact_lock(" + key + ")")) {
            assertThatThrownBy(this::rehearse).isInstanceOf(LockNotObtainedException.class);
            rollback(holder);
        }
    }

    @Test
    void aReadOnlyConnectionIsRefused() {
        revisions.irreversible("a", "start", "ALTER TABLE t ADD COLUMN x int;");
        sql("ALTER DATABASE " + database.name() + " SET default_transaction_read_only = on");

        assertThatThrownBy(this::rehearse).isInstanceOf(ReadOnlyDatabaseException.class);
    }

    @Test
    void aRoleWithoutTemporaryTablesIsRefused() {
        revisions.irreversible("a", "start", "ALTER TABLE t ADD COLUMN x int;");
        String role = "rehearser_" + database.name();
        sql("CREATE ROLE " + role + " LOGIN PASSWORD 'r'");
        try {
            sql("REVOKE TEMPORARY ON DATABASE " + database.name() + " FROM PUBLIC");
            sql("GRANT ALL ON SCHEMA public TO " + role);
            sql("GRANT ALL ON ALL TABLES IN SCHEMA public TO " + role);

            assertThatThrownBy(() -> builder()
                            .dataSource(source(database.url(), role, "r"))
                            .build()
                            .rehearse("heads", RehearsalOptions.DEFAULT))
                    .isInstanceOfSatisfying(
                            RehearsalNotPossibleException.class,
                            refused -> assertThat(refused.remedy()).contains("GRANT TEMPORARY ON DATABASE"));
        } finally {
            sql("DROP OWNED BY " + role);
            sql("DROP ROLE " + role);
        }
    }

    @RevisionHeader(revision = "code", revises = "start")
    static final class Code implements JavaRevision {
        @Override
        public void upgrade(MigrationContext context) {
            context.jdbc().sql("ALTER TABLE t ADD COLUMN code int").update();
        }
    }

    @Test
    void codeRunsOnRequest() {
        Migrator migrator = builder().javaRevisions(List.of(new Code())).build();

        assertThat(migrator.rehearse("heads", RehearsalOptions.DEFAULT).leftOut())
                .hasSize(1);
        RehearsalReport report = migrator.rehearse(
                "heads",
                new RehearsalOptions(
                        Duration.ofMillis(200), Duration.ofMinutes(1), 1L << 30, 1, true, Duration.ofSeconds(5)));
        assertThat(report.leftOut()).isEmpty();
        assertThat(report.statements().get(0).locks())
                .extracting(HeldLock::mode)
                .containsExactly(LockMode.ACCESS_EXCLUSIVE);
        assertThat(columns()).doesNotContain("t.code");
    }

    @Test
    void anEmptyDatabaseHasNoStateTablesAfterwards() {
        database.reset();

        assertThat(rehearse().end()).isEqualTo(RehearsalEnd.COMPLETE);

        assertThat(jdbc().sql("SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    private RehearsalReport rehearse() {
        return rehearse(RehearsalOptions.DEFAULT);
    }

    private RehearsalReport rehearse(RehearsalOptions options) {
        return migrator().rehearse("heads", options);
    }
}
