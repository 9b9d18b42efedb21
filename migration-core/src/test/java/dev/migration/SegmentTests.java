// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.migration.execution.failure.RevisionFailedException;
import dev.migration.execution.refusal.UnresolvableRevisionException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Scripts that do not fit into one transaction. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class SegmentTests extends MigratorTestBase {

    private static final String INDEX = "CREATE INDEX CONCURRENTLY ix ON t (a);";

    @Test
    void whatRunsOutsideTransactionsRunsAmongOtherStatements() {
        revisions.revision("a", "", """
                CREATE TABLE t (a int, b int);
                INSERT INTO t VALUES (1, 2);
                CREATE INDEX CONCURRENTLY ix ON t (a);
                COMMENT ON INDEX ix IS 'built';
                VACUUM ANALYZE t;
                REINDEX INDEX CONCURRENTLY ix;
                INSERT INTO t VALUES (3, 4);
                """, "DROP INDEX CONCURRENTLY ix; DROP TABLE t;");

        migrator().upgrade("heads");

        assertThat(indexes()).containsExactly("ix valid");
        assertThat(text("SELECT count(*) FROM t")).isEqualTo("2");
        assertThat(text("SELECT state || coalesce(step, -1) FROM migration_revision"))
                .isEqualTo("APPLIED-1");
        assertThat(history()).containsExactly("UPGRADE a APPLIED");

        migrator().downgrade("base");

        assertThat(tables()).isEmpty();
        assertThat(applied()).isEmpty();
    }

    @Test
    void recordedDurationOfAScriptInSegmentsIncludesAllSegments() {
        revisions.irreversible("a", "", "SELECT pg_sleep(0.2);\nVACUUM;");

        migrator().upgrade("heads");

        assertThat(migrator().reader().status().applied())
                .singleElement()
                .satisfies(row -> assertThat(row.duration()).isGreaterThanOrEqualTo(Duration.ofMillis(200)));
    }

    @Test
    void aValueOfAnEnumMayBeUsedWhereItWasAdded() {
        revisions.irreversible("a", "", "CREATE TYPE mood AS ENUM ('sad'); CREATE TABLE t (m mood);");
        revisions.irreversible("b", "a", "ALTER TYPE mood ADD VALUE 'happy';\nINSERT INTO t VALUES ('happy');");

        migrator().upgrade("heads");

        assertThat(text("SELECT m::text FROM t")).isEqualTo("happy");
    }

    @Test
    void systemSettingsAndDatabasesAreChanged() {
        String name = "made_by_" + database.name();
        revisions.revision(
                "a",
                "",
                "CREATE DATABASE " + name
                        + " TEMPLATE template0; ALTER SYSTEM SET log_min_duration_statement = '7min';",
                "ALTER SYSTEM RESET log_min_duration_statement; DROP DATABASE " + name + ";");

        migrator().upgrade("heads");

        assertThat(text("SELECT count(*) FROM pg_database WHERE datname = '" + name + "'"))
                .isEqualTo("1");
        migrator().downgrade("base");
        assertThat(text("SELECT count(*) FROM pg_database WHERE datname = '" + name + "'"))
                .isEqualTo("0");
    }

    @Test
    void aPartitionIsDetachedConcurrently() {
        revisions.irreversible("a", "", """
                CREATE TABLE p (id int) PARTITION BY RANGE (id);
                CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (10);
                ALTER TABLE p DETACH PARTITION p1 CONCURRENTLY;
                DROP TABLE p1;
                """);

        migrator().upgrade("heads");

        assertThat(text("SELECT count(*) FROM pg_inherits")).isEqualTo("0");
    }

    @Test
    void statementByStatementAProcedureMayCommit() {
        revisions.write("a", """
                -- @revision a
                -- @transaction none
                -- @upgrade
                CREATE TABLE t (a int);
                CREATE PROCEDURE fill() LANGUAGE plpgsql AS $$ BEGIN INSERT INTO t VALUES (1); COMMIT; END $$;
                CALL fill();
                """);

        migrator().upgrade("heads");

        assertThat(text("SELECT count(*) FROM t")).isEqualTo("1");
    }

    @Test
    void failureKeepsTheSegmentsBeforeItAndTheNextRunContinues() {
        revisions.irreversible("a", "", """
                CREATE TABLE t (a int);
                INSERT INTO t VALUES (1), (1);
                CREATE UNIQUE INDEX CONCURRENTLY ix ON t (a);
                INSERT INTO t VALUES (2);
                """);

        RevisionFailedException failure = failedUpgrade(migrator(), RevisionFailedException.class);

        assertThat(failure.sqlState()).isEqualTo("23505");
        assertThat(failure.line()).isEqualTo(6);
        assertThat(failure.problem())
                .contains("the first one is done and stays")
                .doesNotContain("rolled back");
        assertThat(indexes()).isEmpty();
        assertThat(text("SELECT state || step FROM migration_revision")).isEqualTo("FAILED1");
        assertThat(migrator().reader().status().pending()).hasSize(1);

        sql("DELETE FROM t WHERE ctid = '(0,1)'");
        migrator().upgrade("heads");

        assertThat(indexes()).containsExactly("ix valid");
        assertThat(text("SELECT count(*) FROM t")).isEqualTo("2");
        assertThat(history()).containsExactly("UPGRADE a FAILED", "UPGRADE a APPLIED");
    }

    @Test
    void aBuildThatWasInterruptedIsBuiltAgain() throws Exception {
        sql("CREATE TABLE t AS SELECT 1 AS a");
        revisions.irreversible("a", "", INDEX);
        leaveInvalidIndex("CREATE INDEX CONCURRENTLY ix ON t (a)");
        begun("a", 0);

        migrator().upgrade("heads");

        assertThat(indexes()).containsExactly("ix valid");
        assertThat(applied()).containsExactly("a");
    }

    @Test
    void ifNotExistsDoesNotKeepAnInvalidIndex() throws Exception {
        sql("CREATE TABLE t AS SELECT 1 AS a");
        revisions.irreversible("a", "", "CREATE INDEX CONCURRENTLY IF NOT EXISTS ix ON t (a);");
        leaveInvalidIndex("CREATE INDEX CONCURRENTLY ix ON t (a)");

        migrator().upgrade("heads");

        assertThat(indexes()).containsExactly("ix valid");
    }

    /** As the server leaves an index whose DROP INDEX CONCURRENTLY was interrupted late. */
    @Test
    void anIndexThatIsNotLiveIsBuiltAgain() {
        sql("CREATE TABLE t AS SELECT 1 AS a");
        sql("CREATE UNIQUE INDEX ix ON t (a)");
        revisions.irreversible("a", "", "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS ix ON t (a);");
        sql("UPDATE pg_index SET indislive = false WHERE indexrelid = 'ix'::regclass");

        migrator().upgrade("heads");

        assertThat(indexes()).containsExactly("ix valid");
        assertThat(text("SELECT indislive FROM pg_index WHERE indexrelid = 'ix'::regclass"))
                .isEqualTo("t");
    }

    @Test
    void buildThatEndedBeforeItWasRecordedIsKept() {
        sql("CREATE TABLE t AS SELECT 1 AS a");
        sql("CREATE INDEX ix ON t (a)");
        String oid = text("SELECT 'ix'::regclass::oid");
        revisions.irreversible("a", "", INDEX);
        begun("a", 0);

        migrator().upgrade("heads");

        assertThat(text("SELECT 'ix'::regclass::oid")).isEqualTo(oid);
        assertThat(applied()).containsExactly("a");
    }

    @Test
    void aValidIndexOfAnotherDefinitionStopsTheMigration() {
        sql("CREATE TABLE t AS SELECT 1 AS a, 2 AS b");
        sql("CREATE INDEX ix ON t (b)");
        revisions.irreversible("a", "", "CREATE INDEX CONCURRENTLY IF NOT EXISTS ix ON t (a);");

        RevisionFailedException failure = failedUpgrade(migrator(), RevisionFailedException.class);

        assertThat(failure.problem()).contains("has another definition").contains("(b)");
        assertThat(failure.remedy()).contains("resolve");
        assertThat(indexes()).containsExactly("ix valid");
    }

    @Test
    void doneSegmentsAreSkippedButSettingsRunAgain() {
        sql("CREATE SCHEMA other; CREATE TABLE other.t (a int)");
        revisions.irreversible("a", "", """
                SET search_path = other;
                INSERT INTO t VALUES (1);
                CREATE INDEX CONCURRENTLY ix ON t (a);
                INSERT INTO t VALUES (2);
                """);
        begun("a", 1);

        migrator().upgrade("heads");

        assertThat(text("SELECT string_agg(a::text, ',') FROM other.t")).isEqualTo("2");
        assertThat(text("SELECT count(*) FROM pg_class WHERE relname = 'ix'")).isEqualTo("1");
    }

    @Test
    void interruptedProcedureIsAmbiguous() {
        revisions.write("a", """
                -- @revision a
                -- @transaction none
                -- @upgrade
                CALL fill();
                """);
        begun("a", 0);

        RevisionFailedException failure = failedUpgrade(migrator(), RevisionFailedException.class);

        assertThat(failure.problem()).contains("does not show");

        migrator().resolve("a", Resolution.APPLIED);

        assertThat(migrator().reader().status().pending()).isEmpty();
        assertThat(history()).endsWith("RESOLVE a APPLIED");
        assertThatExceptionOfType(UnresolvableRevisionException.class)
                .isThrownBy(() -> migrator().resolve("a", Resolution.ROLLED_BACK));
    }

    @Test
    void revisionThatWasRevertedByHandRunsFromTheBegin() {
        revisions.irreversible("a", "", "CREATE TABLE t (a int); " + INDEX);
        begun("a", 1);

        migrator().resolve("a", Resolution.ROLLED_BACK);
        migrator().upgrade("heads");

        assertThat(indexes()).containsExactly("ix valid");
    }

    @Test
    void interruptedDowngradeContinues() {
        revisions.revision(
                "a",
                "",
                "CREATE TABLE t (a int); CREATE INDEX ix ON t (a);",
                "DROP INDEX CONCURRENTLY ix; DROP TABLE t;");
        migrator().upgrade("heads");
        sql("UPDATE migration_revision SET state = 'REVERTING', step = 0");
        sql("DROP INDEX ix");

        migrator().downgrade("base");

        assertThat(tables()).isEmpty();
        assertThat(applied()).isEmpty();
    }

    @Test
    void indexIsBuiltWhileOtherInstancesWait() throws Exception {
        revisions.irreversible("a", "", "CREATE TABLE t AS SELECT generate_series(1, 20000) AS a;");
        revisions.irreversible("b", "a", INDEX);
        atOnce(6, () -> migrator().upgrade("heads"));
        assertThat(indexes()).containsExactly("ix valid");
        assertThat(history()).containsExactly("UPGRADE a APPLIED", "UPGRADE b APPLIED");
    }

    /** Simulates a session that was lost after some segments of the revision. */
    private void begun(String revision, int segments) {
        Migrator migrator = builder()
                .settings(settings().toBuilder().retryFor(Duration.ZERO).build())
                .build();
        migrator.stamp("heads");
        sql("UPDATE migration_revision SET state = 'RUNNING', step = " + segments + " WHERE revision = '" + revision
                + "'");
        sql("DELETE FROM migration_history");
    }

    /** A build that fails while it waits for an old transaction leaves an invalid index. */
    private void leaveInvalidIndex(String create) throws Exception {
        try (Connection old = database.dataSource().getConnection();
                Statement writer = old.createStatement();
                Connection builder = database.dataSource().getConnection();
                Statement build = builder.createStatement()) {
            old.setAutoCommit(false);
            writer.execute("INSERT INTO t VALUES (2)");
            build.execute("SET lock_timeout = 50");
            try {
                build.execute(create);
            } catch (java.sql.SQLException timeout) {
                assertThat(timeout.getSQLState()).isEqualTo("55P03");
            }
        }
        assertThat(indexes()).containsExactly("ix invalid");
    }

    private List<String> indexes() {
        return jdbc().sql("""
                        SELECT relname || CASE WHEN indisvalid AND indisready THEN ' valid' ELSE ' invalid' END
                        FROM pg_index JOIN pg_class c ON c.oid = indexrelid
                        WHERE relnamespace = 'public'::regnamespace AND relname NOT LIKE 'migration%' ORDER BY 1""").query(String.class).list();
    }
}
