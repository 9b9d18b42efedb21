// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Statements outside transactions that were interrupted: the catalog shows their result. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class InterruptedSegmentTests extends MigratorTestBase {

    @Test
    void incompleteDetachIsFinalized() throws Exception {
        sql("CREATE TABLE p (a int) PARTITION BY RANGE (a)");
        sql("CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (1) TO (2)");
        String detach = "ALTER TABLE p DETACH PARTITION p1 CONCURRENTLY";
        revisions.irreversible("a", "", detach + ";");
        interrupt(detach, "SELECT * FROM p");
        assertThat(text("SELECT inhdetachpending FROM pg_inherits")).isEqualTo("t");
        begun();

        migrator().upgrade("heads");

        assertThat(text("SELECT count(*) FROM pg_inherits")).isEqualTo("0");
        assertThat(applied()).containsExactly("a");
    }

    @Test
    void detachedPartitionIsNotDetachedAgain() {
        sql("CREATE TABLE p (a int) PARTITION BY RANGE (a)");
        sql("CREATE TABLE p1 (a int)");
        revisions.irreversible("a", "", "ALTER TABLE p DETACH PARTITION p1 CONCURRENTLY;");
        begun();

        migrator().upgrade("heads");

        assertThat(applied()).containsExactly("a");
    }

    @Test
    void indexOfAnInterruptedReindexIsDroppedAndBuiltAgain() throws Exception {
        sql("CREATE TABLE t AS SELECT 1 AS a");
        sql("CREATE INDEX ix ON t (a)");
        revisions.irreversible("a", "", "REINDEX INDEX CONCURRENTLY ix;");
        interrupt("REINDEX INDEX CONCURRENTLY ix", "INSERT INTO t VALUES (2)");
        assertThat(indexes()).containsExactly("ix valid", "ix_ccnew invalid");
        begun();

        migrator().upgrade("heads");

        assertThat(indexes()).containsExactly("ix valid");
        assertThat(applied()).containsExactly("a");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            REINDEX INDEX CONCURRENTLY ix             | ix
            REINDEX (VERBOSE) TABLE CONCURRENTLY t    | t
            REINDEX TABLE CONCURRENTLY public."t"     | t
            REINDEX (CONCURRENTLY) TABLE p            | p1
            REINDEX INDEX CONCURRENTLY px             | p1
            REINDEX SCHEMA CONCURRENTLY other         | other.t
            REINDEX DATABASE CONCURRENTLY here        | t,u,p1,other.t
            """)
    void onlyTheRemainsOfItsOwnReindexAreDropped(String reindex, String dropped) throws Exception {
        sql("CREATE TABLE t AS SELECT 1 AS a");
        sql("CREATE INDEX ix ON t (a)");
        sql("CREATE TABLE u AS SELECT 1 AS a");
        sql("CREATE INDEX ux ON u (a)");
        sql("CREATE TABLE p (a int) PARTITION BY LIST (a)");
        sql("CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1)");
        sql("CREATE INDEX px ON p (a)");
        sql("CREATE SCHEMA other");
        sql("CREATE TABLE other.t AS SELECT 1 AS a");
        sql("CREATE INDEX ix ON other.t (a)");
        List<String> remains = List.of("t", "u", "p1", "other.t");
        for (String table : remains) {
            interrupt("REINDEX TABLE CONCURRENTLY " + table, "LOCK TABLE " + table + " IN ROW EXCLUSIVE MODE");
        }
        assertThat(invalid()).containsExactlyInAnyOrderElementsOf(remains);
        revisions.irreversible("a", "", reindex.replace("here", database.name()) + ";");
        begun();

        migrator().upgrade("heads");

        List<String> left = new ArrayList<>(remains);
        left.removeAll(List.of(dropped.equals("ix") ? new String[] {"t"} : dropped.split(",")));
        assertThat(invalid()).containsExactlyInAnyOrderElementsOf(left);
    }

    @Test
    void theIndexThatAnotherSessionIsRebuildingIsNoRemainder() throws Exception {
        sql("CREATE TABLE t AS SELECT 1 AS a");
        sql("CREATE INDEX ix ON t (a)");
        sql("CREATE TABLE u AS SELECT 1 AS a");
        revisions.irreversible("a", "", "REINDEX DATABASE CONCURRENTLY " + database.name() + ";");
        begun();
        try (Connection old = transaction("LOCK TABLE t IN ROW EXCLUSIVE MODE")) {
            CompletableFuture<Void> other = CompletableFuture.runAsync(() -> sql("REINDEX INDEX CONCURRENTLY ix"));
            database.await("SELECT count(*) = 1 FROM pg_index WHERE NOT indisvalid");
            CompletableFuture<Void> ours =
                    CompletableFuture.runAsync(() -> migrator().upgrade("heads"));
            database.await("SELECT count(*) = 1 FROM pg_stat_activity WHERE datname = current_database()"
                    + " AND query LIKE 'REINDEX DATABASE%' AND wait_event_type = 'Lock'");
            rollback(old);
            other.get();
            ours.get();
        }

        assertThat(indexes()).containsExactly("ix valid");
    }

    /** The query sees the index as it was before, and no lock any more. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            REINDEX INDEX CONCURRENTLY ix             | _cc(new
            CREATE INDEX CONCURRENTLY made ON t (a)   | pg_stat_progress_create_index
            """)
    void theIndexThatAnotherSessionFinishesDuringTheQueryIsNoRemainder(String statement, String query)
            throws Exception {
        sql("CREATE TABLE t AS SELECT 1 AS a");
        sql("CREATE INDEX ix ON t (a)");
        revisions.irreversible("a", "", statement + ";");
        begun();
        try (ServerProxy proxy = new ServerProxy(database);
                Connection gate = database.dataSource().getConnection();
                Statement lock = gate.createStatement();
                Connection old =
                        transaction("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ; SELECT 1 FROM pg_class")) {
            lock.execute("SELECT pg_advisory_lock(4711)");
            CompletableFuture<Void> other = CompletableFuture.runAsync(() -> sql(statement));
            database.await("SELECT count(*) = 1 FROM pg_stat_progress_create_index"
                    + " WHERE phase = 'waiting for old snapshots' AND datname = current_database()");
            // The other session does not wait for snapshots that are newer than this transaction.
            sql("CREATE TABLE newer ()");
            proxy.rewriteNext(query, InterruptedSegmentTests::afterItsSnapshot);
            Migrator migrator = builder().dataSource(proxy.dataSource()).build();
            CompletableFuture<Void> ours = CompletableFuture.runAsync(() -> migrator.upgrade("heads"));
            database.await(
                    "SELECT count(*) = 1 FROM pg_locks WHERE locktype = 'advisory' AND objid = 4711 AND NOT granted"
                            + HERE);
            rollback(old);
            other.get();
            String finished = indexIds();
            lock.execute("SELECT pg_advisory_unlock_all()");
            ours.get();

            if (statement.startsWith("CREATE")) {
                assertThat(indexIds()).isEqualTo(finished);
            } else {
                assertThat(indexes()).containsExactly("ix valid");
            }
        }
    }

    /** Waits between the snapshot of the query and its run. */
    private static String afterItsSnapshot(String query) {
        return "BEGIN ISOLATION LEVEL REPEATABLE READ; SET LOCAL lock_timeout = 0;"
                + " DO 'BEGIN PERFORM pg_advisory_xact_lock(4711); END'; " + query + "; COMMIT";
    }

    @Test
    void theIndexThatAnotherRoleIsBuildingIsNoRemainder() throws Exception {
        String role = "owner_" + database.name();
        sql("CREATE ROLE " + role + " LOGIN PASSWORD 'test'");
        try {
            sql("GRANT CREATE ON SCHEMA public TO " + role);
            sql("CREATE TABLE t AS SELECT 1 AS a");
            sql("ALTER TABLE t OWNER TO " + role);
            revisions.irreversible("a", "", "CREATE INDEX CONCURRENTLY made ON t (a);");
            begun();
            sql("GRANT ALL ON ALL TABLES IN SCHEMA public TO " + role);
            try (Connection old = transaction("LOCK TABLE t IN ROW EXCLUSIVE MODE")) {
                CompletableFuture<Void> other =
                        CompletableFuture.runAsync(() -> sql("CREATE INDEX CONCURRENTLY made ON t (a)"));
                database.await("SELECT count(*) = 1 FROM pg_index WHERE NOT indisvalid");
                String building = indexIds();
                Migrator migrator = builder()
                        .dataSource(source(database.url(), role, "test"))
                        .build();
                CompletableFuture<Void> ours = CompletableFuture.runAsync(() -> migrator.upgrade("heads"));
                database.await("SELECT count(*) > 0 FROM migration_history WHERE outcome = 'RETRY'");
                rollback(old);
                other.get();
                ours.get();

                assertThat(indexIds()).isEqualTo(building);
            }
        } finally {
            sql("DROP OWNED BY " + role);
            sql("DROP ROLE " + role);
        }
    }

    private String indexIds() {
        return text(
                "SELECT string_agg(indexrelid::text, ' ' ORDER BY indexrelid) FROM pg_index WHERE indrelid = 't'::regclass");
    }

    private List<String> invalid() {
        return jdbc().sql("SELECT DISTINCT indrelid::regclass::text FROM pg_index WHERE NOT indisvalid")
                .query(String.class)
                .list();
    }

    @Test
    void incompletelyDroppedIndexIsDropped() throws Exception {
        sql("CREATE TABLE t AS SELECT 1 AS a");
        sql("CREATE INDEX ix ON t (a)");
        revisions.irreversible("a", "", "DROP INDEX CONCURRENTLY ix;");
        interrupt("DROP INDEX CONCURRENTLY ix", "INSERT INTO t VALUES (2)");
        assertThat(indexes()).containsExactly("ix invalid");
        begun();

        migrator().upgrade("heads");

        assertThat(indexes()).isEmpty();
        assertThat(applied()).containsExactly("a");
    }

    @Test
    void droppedIndexIsNotDroppedAgain() {
        revisions.irreversible("a", "", "DROP INDEX CONCURRENTLY ix;");
        begun();

        migrator().upgrade("heads");

        assertThat(applied()).containsExactly("a");
    }

    @Test
    void existingDatabaseIsNotCreatedAgain() {
        String other = database.name() + "_made";
        sql("CREATE DATABASE " + other);
        try {
            revisions.irreversible("a", "", "CREATE DATABASE " + other + ";");
            begun();

            migrator().upgrade("heads");

            assertThat(applied()).containsExactly("a");
        } finally {
            sql("DROP DATABASE " + other);
        }
    }

    @Test
    void existingSubscriptionIsNotCreatedAgain() {
        String create = "CREATE SUBSCRIPTION s_" + database.name()
                + " CONNECTION 'dbname=nowhere' PUBLICATION p WITH (connect = false, slot_name = NONE)";
        sql(create);
        try {
            revisions.irreversible("a", "", create + ";");
            begun();

            migrator().upgrade("heads");

            assertThat(applied()).containsExactly("a");
        } finally {
            sql("DROP SUBSCRIPTION s_" + database.name());
        }
    }

    /** Runs a statement that fails while it waits for an older transaction. */
    private void interrupt(String statement, String older) throws SQLException {
        try (Connection old = database.dataSource().getConnection();
                Statement holder = old.createStatement();
                Connection other = database.dataSource().getConnection();
                Statement victim = other.createStatement()) {
            old.setAutoCommit(false);
            holder.execute(older);
            victim.execute("SET statement_timeout = 300");
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> victim.execute(statement))
                    .satisfies(failure -> assertThat(failure.getSQLState()).isEqualTo("57014"));
        }
    }

    /** The row of a session that is lost in the first segment. */
    private void begun() {
        migrator().stamp("heads");
        sql("UPDATE migration_revision SET state = 'RUNNING', step = 0");
    }

    private List<String> indexes() {
        return jdbc().sql("""
                        SELECT relname || CASE WHEN indisvalid AND indisready THEN ' valid' ELSE ' invalid' END
                        FROM pg_index JOIN pg_class c ON c.oid = indexrelid
                        WHERE relnamespace = 'public'::regnamespace AND relname NOT LIKE 'migration%' ORDER BY 1""").query(String.class).list();
    }
}
