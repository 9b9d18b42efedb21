// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.jdbc.AutoSave;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

import dev.migration.event.MigrationEvent;
import dev.migration.execution.failure.SessionNotCleanException;
import dev.migration.script.JavaRevision;
import dev.migration.script.MigrationContext;
import dev.migration.script.RevisionHeader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

/** A script does not affect the session of the next one. */
class SessionTests extends MigratorTestBase {

    @Test
    void nothingOfAScriptsSessionReachesTheNextRevision() {
        revisions
                .irreversible("a", "", """
                        CREATE SCHEMA other;
                        SET search_path = other;
                        SET statement_timeout = '1min';
                        CREATE TABLE a (id int);
                        CREATE TEMP TABLE b (temporary int);
                        LISTEN something;
                        """)
                .table("b", "a")
                .irreversible("c", "b", "CREATE TABLE c AS SELECT current_setting('statement_timeout') AS timeout;");

        migrator().upgrade("heads");

        assertThat(tables()).containsExactly("b", "c");
        assertThat(columns()).contains("b.id");
        assertThat(text("SELECT timeout FROM c")).isEqualTo("0");
        assertThat(applied()).containsExactly("a", "b", "c");
    }

    @Test
    void nothingOfASessionReachesTheNextScriptOrTheApplication() throws Exception {
        String weak = "weak_" + database.name();
        sql("CREATE ROLE " + weak);
        String dirt = """
                SELECT pg_advisory_lock(42), pg_advisory_lock(42), pg_advisory_lock_shared(43), pg_advisory_lock(1, 2);
                LISTEN something;
                PREPARE prepared AS SELECT 1;
                DECLARE held CURSOR WITH HOLD FOR SELECT 1;
                CREATE TEMP TABLE temporary (id int);
                SET my.setting = 'x';
                SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL SERIALIZABLE;
                """ + "SET SESSION AUTHORIZATION " + weak + ";\n";
        String findings = """
                CREATE TABLE found_%s AS SELECT concat_ws(' ',
                    (SELECT count(*) FROM pg_locks WHERE pid = pg_backend_pid() AND locktype = 'advisory'
                        AND objid IN (42, 43, 2)),
                    (SELECT count(*) FROM pg_listening_channels()), (SELECT count(*) FROM pg_prepared_statements),
                    (SELECT count(*) FROM pg_cursors WHERE is_holdable), to_regclass('temporary'),
                    nullif(current_setting('my.setting', true), ''), nullif(session_user, '%s'),
                    nullif(current_setting('default_transaction_isolation'), 'read committed')) AS found;
                """;
        revisions.write("before", "-- @hook before-upgrade\n" + dirt);
        revisions.irreversible("a", "", findings.formatted("a", database.username()) + dirt);
        revisions.irreversible("b", "a", findings.formatted("b", database.username()) + dirt);
        revisions.write("v", "-- @repeatable v\n" + findings.formatted("v", database.username()) + dirt);
        revisions.write("w", "-- @repeatable w\n" + findings.formatted("w", database.username()) + dirt);
        revisions.write("after", "-- @hook after-upgrade\n" + findings.formatted("after", database.username()) + dirt);
        List<String> locks = new ArrayList<>();
        try (Connection pooled = database.dataSource().getConnection();
                Statement statement = pooled.createStatement()) {
            builder()
                    .dataSource(new SingleConnectionDataSource(pooled, true))
                    .listener(at(MigrationEvent.RevisionStarted.class, event -> locks.add(migrationLocks())))
                    .listener(at(MigrationEvent.RepeatableApplied.class, event -> locks.add(migrationLocks())))
                    .build()
                    .upgrade("heads");

            statement.execute(findings.formatted("application", database.username()));
        } finally {
            sql("DROP OWNED BY " + weak);
            sql("DROP ROLE " + weak);
        }

        for (String table : List.of("a", "b", "v", "w", "after", "application")) {
            assertThat(text("SELECT found FROM found_" + table)).as(table).isEqualTo("0 0 0 0");
        }
        assertThat(locks).hasSize(4).containsOnly("1");
    }

    /** Session-level locks with a key of 64 bits, except those of the test. */
    private String migrationLocks() {
        return text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 1"
                + " AND NOT (classid = 0 AND objid IN (42, 43))" + HERE);
    }

    @Test
    void whatAJavaRevisionChangesInTheDriverDoesNotReachTheNextRevision() {
        revisions.irreversible("b", "a", "SELECT pg_sleep(0.3); CREATE TABLE b (id int);");
        builder().javaRevisions(List.of(new Impatient())).build().upgrade("heads");

        assertThat(applied()).containsExactly("a", "b");
        assertThat(history()).containsExactly("UPGRADE a APPLIED", "UPGRADE b APPLIED");
    }

    @RevisionHeader(revision = "a", message = "changes the driver")
    static class Impatient implements JavaRevision {

        @Override
        public void upgrade(MigrationContext context) throws SQLException {
            context.jdbc().sql("SELECT 1").query().singleValue();
            context.connection().setNetworkTimeout(Runnable::run, 50);
            PGConnection driver = context.connection().unwrap(PGConnection.class);
            driver.setPrepareThreshold(1);
            driver.setDefaultFetchSize(7);
            driver.setAutosave(AutoSave.ALWAYS);
        }
    }

    @Test
    void originalSettingsApplyToEveryRevision() throws Exception {
        sql("CREATE SCHEMA app");
        revisions.table("a", "").table("b", "a");
        try (Connection pooled = database.dataSource().getConnection();
                Statement statement = pooled.createStatement()) {
            statement.execute("SET search_path = app; SET lock_timeout = '3s'");
            builder()
                    .dataSource(new SingleConnectionDataSource(pooled, true))
                    .build()
                    .upgrade("heads");

            try (var row =
                    statement.executeQuery("SELECT current_setting('search_path'), current_setting('lock_timeout')")) {
                row.next();
                assertThat(row.getString(1)).isEqualTo("app");
                assertThat(row.getString(2)).isEqualTo("3s");
            }
        }
        assertThat(text("SELECT string_agg(tablename, ' ' ORDER BY tablename) FROM pg_tables WHERE schemaname = 'app'"))
                .isEqualTo("a b migration_history migration_revision");
    }

    @Test
    void aRoleThatAScriptTookDoesNotWriteTheState() {
        String weak = "weak_" + database.name();
        sql("CREATE ROLE " + weak);
        try {
            revisions.irreversible("a", "", "SET ROLE " + weak + ";");

            migrator().upgrade("heads");

            assertThat(text("SELECT done_by FROM migration_history")).isEqualTo(database.username());
        } finally {
            sql("DROP ROLE " + weak);
        }
    }

    @Test
    void connectionLostAfterTheCommitIsNotReportedAsARollback() {
        revisions.table("a", "").table("b", "a");
        List<String> failed = new ArrayList<>();
        var migrator = builder()
                .listener(event -> {
                    if (event instanceof MigrationEvent.RevisionFinished) {
                        text("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                                + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
                    } else if (event instanceof MigrationEvent.RevisionFailed failure) {
                        failed.add(failure.step().revision().id());
                    }
                })
                .build();

        // Another session continues after the first one was lost.
        migrator.upgrade("heads");

        assertThat(failed).isEmpty();
        assertThat(applied()).containsExactly("a", "b");
        assertThat(history()).containsExactly("UPGRADE a APPLIED", "UPGRADE b RETRY", "UPGRADE b APPLIED");
    }

    @Test
    void sessionThatCannotBeResetAfterTheCommitIsNotReportedAsARollback() throws Exception {
        String role = "gone_" + database.name();
        sql("CREATE ROLE " + role + " SUPERUSER");
        revisions.table("a", "").table("b", "a");
        try (Connection pooled = database.dataSource().getConnection();
                Statement statement = pooled.createStatement()) {
            statement.execute("SET ROLE " + role);
            var migrator = builder()
                    .dataSource(new SingleConnectionDataSource(pooled, true))
                    .listener(at(
                            MigrationEvent.RevisionFinished.class,
                            event -> sql("ALTER ROLE " + role + " RENAME TO " + role + "_renamed")))
                    .build();

            assertThatExceptionOfType(SessionNotCleanException.class)
                    .isThrownBy(() -> migrator.upgrade("heads"))
                    .withMessageContaining("Revision 'a' is committed");
            assertThat(applied()).containsExactly("a");
        } finally {
            sql("ALTER ROLE " + role + "_renamed RENAME TO " + role);
            sql("DROP OWNED BY " + role);
            sql("DROP ROLE " + role);
        }
    }

    @Test
    void roleOfAScriptAppliesToAllItsSegmentsAndWritesNoState() {
        String weak = "weak_" + database.name();
        sql("CREATE ROLE " + weak);
        sql("GRANT CREATE ON SCHEMA public TO " + weak);
        try {
            revisions.irreversible("a", "", "SET ROLE " + weak + """
                    ;
                    CREATE TABLE a (id int);
                    CREATE INDEX CONCURRENTLY first ON a (id);
                    CREATE TABLE b AS SELECT current_user::text AS owner;
                    CREATE INDEX CONCURRENTLY second ON a (id);
                    INSERT INTO b VALUES (current_user);
                    """);

            migrator().upgrade("heads");

            assertThat(text("SELECT string_agg(DISTINCT owner, ' ') FROM b")).isEqualTo(weak);
            assertThat(history()).containsExactly("UPGRADE a APPLIED");
        } finally {
            sql("DROP OWNED BY " + weak);
            sql("DROP ROLE " + weak);
        }
    }

    @Test
    void resettingEverythingDoesNotEndATransaction() {
        revisions.irreversible("a", "", "CREATE TABLE a (id int); RESET ALL; CREATE TABLE b (id int);");

        migrator().upgrade("heads");

        assertThat(applied()).containsExactly("a");
    }

    @Test
    void aSerializableDefaultHindersNoRevision() {
        sql("ALTER DATABASE " + database.name() + " SET default_transaction_isolation = serializable");
        revisions.table("a", "").table("b", "a").table("c", "b");

        migrator().upgrade("heads");

        assertThat(applied()).containsExactly("a", "b", "c");
    }

    @Test
    void aTransactionMayTakeLongerThanTheServerAllowsOthers() {
        assumeThat(Integer.parseInt(text("SHOW server_version_num")))
                .as("transaction_timeout is known since PostgreSQL 17")
                .isGreaterThanOrEqualTo(170_000);
        sql("ALTER DATABASE " + database.name() + " SET transaction_timeout = '800ms'");
        revisions.irreversible("a", "", "SELECT pg_sleep(1);").irreversible("b", "a", "SELECT pg_sleep(1);");

        migrator().upgrade("heads");

        assertThat(applied()).containsExactly("a", "b");
    }

    @Test
    void aScriptSetsItsOwnTimeouts() {
        revisions.write("a", """
                -- @revision a
                -- @lock-timeout 1500ms
                -- @statement-timeout 5min
                -- @upgrade
                CREATE TABLE a AS
                SELECT current_setting('lock_timeout') || ' ' || current_setting('statement_timeout') AS t;
                """);

        migrator().upgrade("heads");

        assertThat(text("SELECT t FROM a")).isEqualTo("1500ms 5min");
    }

    @Test
    void aConnectionFromAPoolGoesBackAsItCame() throws Exception {
        revisions.irreversible("a", "", "SET search_path = pg_catalog; SET lock_timeout = '3s';");
        try (Connection pooled = database.dataSource().getConnection();
                Statement statement = pooled.createStatement()) {
            builder()
                    .dataSource(new SingleConnectionDataSource(pooled, true))
                    .build()
                    .upgrade("heads");

            try (var row = statement.executeQuery("""
                    SELECT current_setting('search_path'), current_setting('lock_timeout'),
                        current_setting('application_name'),
                        (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid())""")) {
                row.next();
                assertThat(row.getString(1)).isEqualTo("\"$user\", public");
                assertThat(row.getString(2)).isEqualTo("0");
                assertThat(row.getString(3)).doesNotContain("migration");
                assertThat(row.getInt(4)).isZero();
            }
            assertThat(pooled.getAutoCommit()).isTrue();
        }
    }
}
