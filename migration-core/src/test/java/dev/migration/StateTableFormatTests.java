// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.nio.file.Files;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.migration.MigrationStatus.State;
import dev.migration.event.MigrationEvent;
import dev.migration.execution.refusal.MissingPrivilegeException;
import dev.migration.test.postgres.Psql;
import dev.migration.version.StateTables;
import dev.migration.version.table.TableFormat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** State tables of older and newer formats, and what the rows do not depend on. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class StateTableFormatTests extends MigratorTestBase {

    @Test
    void readingTablesOfTheFirstFormatChangesNothing() {
        applyInTheFirstFormat();
        List<String> before = columnsOfState();

        MigrationStatus status = migrator().reader().status();

        assertThat(status.state()).isEqualTo(State.PENDING);
        assertThat(status.applied())
                .singleElement()
                .satisfies(row -> assertThat(row.id()).isEqualTo("a"));
        assertThat(migrator().reader().snapshot().status().pending()).hasSize(1);
        assertThat(migrator().reader().record("a").entries()).hasSize(1);
        assertThat(columnsOfState()).isEqualTo(before);
    }

    @Test
    void anUpgradeOfTheDatabaseUpgradesTheTables() {
        applyInTheFirstFormat();

        migrator().upgrade("heads");

        assertIsCurrent();
        assertThat(texts("SELECT revision || format FROM migration_revision ORDER BY ordinal"))
                .containsExactly("a1", "b2");
        assertThat(history()).containsExactly("UPGRADE a APPLIED", "UPGRADE b APPLIED");
    }

    @Test
    void theTablesHaveTheSameColumnsAsNewOnes() {
        revisions.table("a", "");
        migrator().ensureTables();
        List<String> fresh = columnsOfState();
        sql("DROP TABLE migration_revision, migration_history");
        applyInTheFirstFormat();

        migrator().ensureTables();

        assertThat(columnsOfState()).containsExactlyInAnyOrderElementsOf(fresh);
        assertIsCurrent();
    }

    @Test
    void aTextForPsqlUpgradesThemToo() throws Exception {
        applyInTheFirstFormat();
        StringBuilder text = new StringBuilder();
        migrator().revisions().upgradeSql("a:heads", text);

        new Psql(directory).run(database, text.toString()).succeeded();

        assertIsCurrent();
        assertThat(applied()).containsExactly("a", "b");
    }

    @Test
    void aTextForPsqlDoesNotWaitForAReader() throws Exception {
        applyInTheFirstFormat();
        StringBuilder text = new StringBuilder();
        migrator().revisions().upgradeSql("a:heads", text);

        try (Connection backup = transaction("LOCK TABLE migration_revision IN ACCESS SHARE MODE")) {
            new Psql(directory).run(database, text.toString()).refused("canceling statement due to lock timeout");
            rollback(backup);
        }

        assertThat(applied()).containsExactly("a");
        assertThat(tables()).doesNotContain("b");
    }

    @Test
    void anotherHistoryOfTheFirstFormatIsUpgradedAlone() {
        applyInTheFirstFormat();
        sql("DROP TABLE migration_revision");
        revisions.delete("a").delete("b").table("c", "");

        migrator().upgrade("heads");

        assertIsCurrent();
        assertThat(history()).containsExactly("UPGRADE a APPLIED", "UPGRADE c APPLIED");
    }

    @Test
    void theUpgradeOfTheTablesWaitsForAReaderWithoutBlockingOthers() throws Exception {
        applyInTheFirstFormat();
        CompletableFuture<Void> upgraded;
        try (Connection backup = transaction("LOCK TABLE migration_revision IN ACCESS SHARE MODE")) {
            Migrator migrator = migrator();
            upgraded = CompletableFuture.runAsync(() -> migrator.upgrade("heads"), task -> new Thread(task).start());
            database.await("EXISTS (SELECT FROM pg_locks WHERE NOT granted" + HERE + ")");
            database.await("NOT EXISTS (SELECT FROM pg_locks WHERE NOT granted" + HERE + ")");
            rollback(backup);
        }
        upgraded.get(30, TimeUnit.SECONDS);
        assertIsCurrent();
    }

    @Test
    void aRoleThatDoesNotOwnTheTablesIsToldWhoCanUpgradeThem() {
        applyInTheFirstFormat();
        String role = "reader_" + database.name();
        sql("CREATE ROLE " + role + " LOGIN PASSWORD 'reader'");
        sql("GRANT ALL ON migration_revision, migration_history TO " + role);
        sql("GRANT CREATE ON SCHEMA public TO " + role);

        Migrator other =
                builder().dataSource(source(database.url(), role, "reader")).build();

        assertThat(other.reader().status().state()).isEqualTo(State.PENDING);
        assertThatExceptionOfType(MissingPrivilegeException.class)
                .isThrownBy(() -> other.upgrade("heads"))
                .satisfies(refusal -> {
                    assertThat(refusal.problem()).contains("older format", role, "must be owner of table");
                    assertThat(refusal.remedy()).contains("ensure-version");
                });
        assertThat(tables()).containsExactly("a");
        sql("DROP OWNED BY " + role + "; DROP ROLE " + role);
    }

    @Test
    void anOlderApplicationWorksOnNewerTablesAndSaysSo() {
        revisions.table("a", "");
        migrator().upgrade("heads");
        sql(
                "ALTER TABLE migration_revision ADD COLUMN region text NOT NULL DEFAULT 'x', ALTER COLUMN format SET DEFAULT 9");
        sql("ALTER TABLE migration_history ADD COLUMN region text, ALTER COLUMN format SET DEFAULT 9");
        sql("UPDATE migration_revision SET format = 9");
        revisions.table("b", "a");
        List<MigrationEvent> events = new ArrayList<>();

        builder().listener(events::add).build().upgrade("heads");
        migrator().downgrade("a");
        migrator().stamp("b");

        assertThat(events).containsOnlyOnce(new MigrationEvent.NewerStateTables(9, TableFormat.CURRENT));
        assertThat(texts("SELECT revision || format FROM migration_revision ORDER BY ordinal"))
                .containsExactly("a9", "b2");
        assertThat(migrator().reader().status().state()).isEqualTo(State.UP_TO_DATE);
    }

    @Test
    void noSequenceStopsARevision() {
        applyInTheFirstFormat();
        text("SELECT setval(pg_get_serial_sequence('migration_history', 'id'), 1, false)");
        text("SELECT setval(pg_get_serial_sequence('migration_revision', 'ordinal'), 1, false)");
        revisions.table("c", "b");

        migrator().upgrade("heads");

        assertThat(applied()).containsExactly("a", "b", "c");
        assertThat(text("SELECT count(*) FROM pg_class WHERE relkind = 'S' AND relname LIKE 'migration%'"))
                .isEqualTo("0");
    }

    @Test
    void rowsThatWereCopiedAreFollowedByNewOnes() {
        revisions.table("a", "").table("b", "a");
        migrator().upgrade("a");
        sql("UPDATE migration_revision SET ordinal = 4000");
        sql("UPDATE migration_history SET id = 4000");

        migrator().upgrade("heads");

        assertThat(applied()).containsExactly("a", "b");
        assertThat(history()).containsExactly("UPGRADE a APPLIED", "UPGRADE b APPLIED");
        assertThat(migrator().reader().snapshot().last().orElseThrow().revision())
                .isEqualTo("b");
    }

    @Test
    void twoApplicationsWithOneHistoryDoNotWaitForEachOther() throws Exception {
        revisions.table("a", "").repeatable("v", "", "SELECT pg_advisory_xact_lock(4712);");
        Migrator first = migrator();
        RevisionFolder folder = new RevisionFolder(Files.createDirectory(directory.resolve("second")));
        folder.table("b", "");
        Migrator second = builder()
                .settings(settings().toBuilder()
                        .locations(folder.location())
                        .tables(new StateTables(Optional.empty(), "other_revision", "migration_history"))
                        .lockTimeout(Duration.ofMinutes(1))
                        .build())
                .build();
        CompletableFuture<Void> paused;
        try (Connection gate = transaction("SELECT pg_advisory_xact_lock(4712)")) {
            paused = CompletableFuture.runAsync(() -> first.upgrade("heads"), task -> new Thread(task).start());
            database.await("EXISTS (SELECT FROM pg_locks WHERE NOT granted" + HERE + ")");

            second.upgrade("heads");
            rollback(gate);
        }
        paused.get(30, TimeUnit.SECONDS);
        assertThat(history()).contains("UPGRADE b APPLIED", "UPGRADE repeatable:v APPLIED");
    }

    @Test
    void aStateOfANewerVersionCountsAsAppliedEverywhere() throws Exception {
        revisions.table("a", "").table("b", "a").table("c", "b");
        migrator().upgrade("a");
        sql("UPDATE migration_revision SET state = 'PAUSED', type = 'KOTLIN'");

        migrator().upgrade("b");
        StringBuilder text = new StringBuilder();
        migrator().revisions().upgradeSql("b:c", text);
        new Psql(directory).run(database, text.toString()).succeeded();

        assertThat(applied()).containsExactly("a", "b", "c");
        migrator().downgrade("base");
        assertThat(applied()).isEmpty();
        assertThat(tables()).isEmpty();
    }

    @Test
    void theDurationDoesNotDependOnHowAScriptWritesTimes() {
        sql("ALTER DATABASE " + database.name() + " SET datestyle = 'SQL, DMY'");
        revisions.repeatable("v", "", "SET datestyle = 'ISO, MDY'; SET timezone = 'Asia/Tokyo';");

        migrator().upgrade("heads");

        assertThat(text("SELECT duration_millis BETWEEN 0 AND 60000 FROM migration_revision"))
                .isEqualTo("t");
    }

    /** Revision a is applied as the first format recorded it, and b is pending. */
    private void applyInTheFirstFormat() {
        revisions.table("a", "").table("b", "a");
        sql("CREATE TABLE a (id int)");
        sql("""
                CREATE TABLE migration_revision (
                    revision text PRIMARY KEY, ordinal bigint GENERATED ALWAYS AS IDENTITY, down_revisions text[] NOT NULL,
                    depends_on text[] NOT NULL, branch_labels text[] NOT NULL, replaces text[] NOT NULL, message text NOT NULL,
                    type text NOT NULL CHECK (type IN ('SQL', 'JAVA', 'REPEATABLE')), created timestamptz, checksum text,
                    upgrade_sql bytea, downgrade_sql bytea,
                    state text NOT NULL CHECK (state IN ('APPLIED', 'RUNNING', 'FAILED', 'REVERTING')), step integer,
                    applied_at timestamptz NOT NULL, duration_millis bigint NOT NULL, applied_by text NOT NULL,
                    host text NOT NULL, application text NOT NULL, tool_version text NOT NULL)""");
        sql("""
                CREATE TABLE migration_history (
                    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, at timestamptz NOT NULL, operation text NOT NULL,
                    revision text NOT NULL, outcome text NOT NULL, detail text, checksum text, duration_millis bigint NOT NULL,
                    done_by text NOT NULL, host text NOT NULL, application text NOT NULL, tool_version text NOT NULL)""");
        sql(
                "INSERT INTO migration_revision (revision, down_revisions, depends_on, branch_labels, replaces, message, type, state,"
                        + " applied_at, duration_millis, applied_by, host, application, tool_version)"
                        + " VALUES ('a', '{}', '{}', '{}', '{}', '', 'SQL', 'APPLIED', now(), 1, 'u', 'h', 'p', '0.0')");
        sql(
                "INSERT INTO migration_history (at, operation, revision, outcome, duration_millis, done_by, host, application,"
                        + " tool_version) VALUES (now(), 'UPGRADE', 'a', 'APPLIED', 1, 'u', 'h', 'p', '0.0')");
    }

    private void assertIsCurrent() {
        assertThat(texts("""
                        SELECT pg_get_expr(adbin, adrelid) FROM pg_attrdef JOIN pg_attribute ON attrelid = adrelid AND attnum = adnum
                        WHERE attname = 'format' ORDER BY adrelid""")).containsExactly("2", "2");
        assertThat(
                        texts(
                                "SELECT conname FROM pg_constraint WHERE contype = 'c' AND conrelid = 'migration_revision'::regclass"))
                .isEmpty();
    }

    private List<String> columnsOfState() {
        return texts("""
                SELECT concat_ws(' ', table_name, column_name, data_type, is_nullable, column_default, is_identity)
                FROM information_schema.columns WHERE table_name LIKE 'migration%' ORDER BY table_name, ordinal_position""");
    }

    private List<String> texts(String query) {
        return JdbcClient.create(database.dataSource())
                .sql(query)
                .query(String.class)
                .list();
    }
}
