// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import javax.sql.DataSource;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.JdbcTemplate;

import dev.migration.event.MigrationEvent;
import dev.migration.execution.failure.DatabaseFailureException;
import dev.migration.execution.refusal.EditedRevisionException;
import dev.migration.plan.Plan;
import dev.migration.plan.UpgradePolicies;
import dev.migration.plan.UpgradePolicy;
import dev.migration.revision.fault.TargetException;
import dev.migration.script.InvalidScriptsException;
import dev.migration.script.Variables;
import dev.migration.setting.ModuleSelection;
import dev.migration.version.StateTables;
import dev.migration.version.table.StateStatement;
import dev.migration.version.table.UpToDateRecords;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** When an upgrade trusts the record that nothing is pending. A record is recognized by a revision that only it names. */
class UpToDateTests extends MigratorTestBase {

    private static final String MARKED = "marked";

    /** Whether an upgrade with this migrator trusts the record. */
    private boolean trusts(Migrator migrator) {
        mark();
        Plan plan = migrator.upgrade("heads").plan();
        return plan.isEmpty() && plan.after().equals(List.of(MARKED));
    }

    private boolean trusts() {
        return trusts(migrator());
    }

    /** Applies everything, and records that nothing is pending. */
    private void upgradeTwice() {
        migrator().upgrade("heads");
        migrator().upgrade("heads");
    }

    /** Marks the record, if there is one. */
    private void mark() {
        sql("UPDATE migration_revision SET facts = jsonb_set(facts, '{upToDate,current}', '\"" + MARKED
                + "\"') WHERE facts->'upToDate' IS NOT NULL");
    }

    private long records() {
        return Long.parseLong(text("SELECT count(*) FROM migration_revision WHERE facts->'upToDate' IS NOT NULL"));
    }

    @Test
    void anUpgradeWithNothingToDoRecordsThatAndTheNextOneTrustsIt() {
        revisions.table("a", "").table("b", "a");
        migrator().upgrade("heads");
        assertThat(records()).isZero();

        migrator().upgrade("heads");

        assertThat(records()).isEqualTo(1);
        assertThat(trusts()).isTrue();
    }

    @Test
    void theRecordSaysTheSameAsThePlan() {
        revisions.table("a", "").table("b", "a").table("c", "a").table("d", "c").repeatable("v", "", "SELECT 1;");
        upgradeTwice();
        Plan trusted = migrator().upgrade("heads").plan();
        sql("UPDATE migration_revision SET facts = facts - 'upToDate'");

        Plan planned = migrator().upgrade("heads").plan();

        assertThat(trusted).isEqualTo(planned);
        assertThat(planned.after()).containsExactlyInAnyOrder("b", "d");
        assertThat(records()).as("the empty upgrade has written a record").isEqualTo(1);
        assertThat(trusts()).isTrue();
    }

    @Test
    void aTrustedRecordTellsListenersThatThereIsNothingToDo() {
        revisions.table("a", "");
        upgradeTwice();
        List<MigrationEvent> events = new ArrayList<>();

        builder().listener(events::add).build().upgrade("heads");

        assertThat(events)
                .singleElement()
                .isInstanceOfSatisfying(
                        MigrationEvent.NothingToDo.class,
                        nothing -> assertThat(nothing.plan().after()).containsExactly("a"));
    }

    @Test
    void aNewScriptIsPending() {
        revisions.table("a", "");
        upgradeTwice();
        revisions.table("b", "a");

        assertThat(trusts()).isFalse();
        assertThat(applied()).containsExactly("a", "b");
        assertThat(trusts()).as("the record of fewer scripts").isFalse();
        assertThat(trusts()).isTrue();
    }

    @Test
    void aScriptInPlaceOfAnotherIsPending() {
        revisions.table("a", "").repeatable("v", "", "CREATE VIEW v AS SELECT 1 AS n;");
        upgradeTwice();
        revisions.delete("v").table("b", "a");

        assertThat(trusts()).isFalse();
        assertThat(applied()).contains("b");
    }

    @Test
    void aChangedRepeatableIsApplied() {
        revisions.table("a", "").repeatable("v", "", "CREATE OR REPLACE VIEW v AS SELECT 1 AS n;");
        upgradeTwice();
        revisions.repeatable("v", "", "CREATE OR REPLACE VIEW v AS SELECT 2 AS n;");

        assertThat(trusts()).isFalse();
        assertThat(text("SELECT n FROM v")).isEqualTo("2");
    }

    @Test
    void anEditedScriptIsRefused() {
        revisions.table("a", "");
        upgradeTwice();
        revisions.revision("a", "", "CREATE TABLE a (id bigint);", "DROP TABLE a;");

        failedUpgrade(migrator(), EditedRevisionException.class);
    }

    @Test
    void anEditedScriptThatIsPermittedIsReportedEachTime() {
        revisions.table("a", "");
        upgradeTwice();
        revisions.revision("a", "", "CREATE TABLE a (id bigint);", "DROP TABLE a;");
        MigrationSettings permitting = settings().toBuilder()
                .policies(new UpgradePolicies(UpgradePolicy.WARN, UpgradePolicy.WARN, UpgradePolicy.WARN))
                .build();

        assertThat(trusts(builder().settings(permitting).build())).isFalse();
        assertThat(trusts(builder().settings(permitting).build())).isFalse();
        failedUpgrade(migrator(), EditedRevisionException.class);
    }

    @Test
    void aScriptWithAnotherCommentIsParsedOnce() {
        revisions.table("a", "");
        upgradeTwice();
        revisions.revision("a", "", "-- A comment.\nCREATE TABLE a (id int);", "DROP TABLE a;");

        assertThat(trusts()).isFalse();
        assertThat(trusts()).isTrue();
    }

    @Test
    void everyFaultOfAScriptIsReportedByTheUpgrade() {
        revisions.table("a", "");
        upgradeTwice();
        revisions.write("b", "-- @revision b\n-- @revises a\n-- @upgrad\n");

        failedUpgrade(migrator(), InvalidScriptsException.class);
        assertThatExceptionOfType(InvalidScriptsException.class)
                .isThrownBy(() -> migrator().revisions());
    }

    @Test
    void aDatabaseThatWasRevertedIsUpgraded() {
        revisions.table("a", "").table("b", "a");
        upgradeTwice();
        Migrator one = migrator();
        one.upgrade("heads");
        migrator().downgrade("-1");

        assertThat(trusts(one)).isFalse();
        assertThat(tables()).containsExactly("a", "b");
    }

    @Test
    void rowsThatWereChangedByHandAreRead() {
        revisions.table("a", "").table("b", "a");
        upgradeTwice();
        sql("UPDATE migration_revision SET checksum = 'other' WHERE revision = 'a'");

        failedUpgrade(migrator(), EditedRevisionException.class);
    }

    @Test
    void aRowThatWasDeletedByHandIsPending() {
        revisions.table("a", "").irreversible("b", "a", "SELECT 1;");
        upgradeTwice();
        sql("DELETE FROM migration_revision WHERE revision = 'b'");

        assertThat(migrator().upgrade("heads").plan().steps()).hasSize(1);
    }

    @Test
    void anAppliedRevisionWithoutAScriptIsReportedEachTime() {
        revisions.table("a", "").table("b", "a");
        upgradeTwice();
        revisions.delete("b");
        for (int time = 1; time <= 2; time++) {
            List<MigrationEvent> events = new ArrayList<>();

            builder().listener(events::add).build().upgrade("heads");

            assertThat(events).hasAtLeastOneElementOfType(MigrationEvent.UnknownRevisions.class);
        }
    }

    @Test
    void scriptsWithAWarningAreParsedEachTime() {
        revisions.table("a", "").table("b", "");
        upgradeTwice();

        assertThat(trusts()).isFalse();
        assertThat(records()).isZero();
    }

    @Test
    void scriptsWithVariablesLeaveNoHash() {
        revisions.irreversible("a", "", "SELECT '${name}';");
        MigrationSettings variables =
                settings().toBuilder().variables(Map.of("name", "value")).build();
        builder().settings(variables).build().upgrade("heads");
        builder().settings(variables).build().upgrade("heads");

        assertThat(records()).isZero();
        assertThat(Variables.of(Map.of("name", "value")).areDefined()).isTrue();
    }

    @Test
    void settingsThatChooseOtherScriptsDoNotTrustTheRecord() {
        revisions.table("a", "").repeatable("v", "", "CREATE VIEW v AS SELECT 1 AS n;");
        builder().withoutRepeatables().build().upgrade("heads");

        assertThat(trusts()).as("with repeatables").isFalse();
        assertThat(text("SELECT n FROM v")).isEqualTo("1");

        MigrationSettings others = settings().toBuilder()
                .modules(new ModuleSelection(List.of("application"), List.of()))
                .build();
        assertThat(trusts(builder().settings(others).build()))
                .as("with other modules")
                .isFalse();
    }

    @Test
    void aSecondHeadIsRefusedWhereOneIsRequired() {
        revisions.table("a", "").table("b", "a").table("c", "a");
        upgradeTwice();
        MigrationSettings single =
                settings().toBuilder().requireSingleHead(true).build();

        assertThatExceptionOfType(TargetException.class)
                .isThrownBy(() -> builder().settings(single).build().upgrade("heads"));
    }

    @Test
    void anotherTargetThanHeadsIsPlanned() {
        revisions.table("a", "").table("b", "a");
        upgradeTwice();
        mark();

        assertThat(migrator().upgrade("b").plan().after()).containsExactly("b");
        assertThat(migrator().upgrade("head").plan().after()).containsExactly("b");
    }

    @Test
    void anUpgradeOfAPartRecordsNothing() {
        revisions.table("a", "").table("b", "a");

        migrator().upgrade("a");

        assertThat(records()).isZero();
        assertThat(trusts()).isFalse();
        assertThat(applied()).containsExactly("a", "b");
    }

    @Test
    void workInTheBackgroundIsSeenEachTime() {
        revisions.table("a", "").write("b", """
                -- @revision b
                -- @revises a
                -- @background
                -- @upgrade
                CREATE INDEX CONCURRENTLY a_id ON a (id);
                """);
        migrator().upgrade("heads");

        assertThat(trusts()).isFalse();
        assertThat(records()).isZero();
        migrator().work();
        assertThat(trusts()).isFalse();
        assertThat(trusts()).isTrue();
    }

    @Test
    void aRoleThatOnlyReadsFindsNothingToDo() {
        revisions.table("a", "");
        upgradeTwice();
        sql("UPDATE migration_revision SET facts = NULL");
        String role = "reader_" + database.name();
        sql("CREATE ROLE " + role + " LOGIN PASSWORD 'reader'");
        try {
            sql("GRANT SELECT ON migration_revision, migration_history TO " + role);

            Plan plan = builder()
                    .dataSource(source(database.url(), role, "reader"))
                    .build()
                    .upgrade("heads")
                    .plan();

            assertThat(plan.isEmpty()).isTrue();
            assertThat(records()).isZero();
            assertThat(isWritable(database.dataSource())).isTrue();
            assertThat(isWritable(source(database.url(), role, "reader"))).isFalse();
            sql("GRANT UPDATE ON migration_revision TO " + role);
            assertThat(isWritable(source(database.url(), role, "reader")))
                    .as("without a right on the history")
                    .isFalse();
        } finally {
            sql("DROP OWNED BY " + role);
            sql("DROP ROLE " + role);
        }
    }

    @Test
    void aReadOnlyConnectionWritesNoRecord() {
        revisions.table("a", "");
        upgradeTwice();
        sql("UPDATE migration_revision SET facts = NULL");
        PGSimpleDataSource reading = (PGSimpleDataSource) database.dataSource();
        reading.setReadOnly(true);

        assertThat(builder().dataSource(reading).build().upgrade("heads").plan().isEmpty())
                .isTrue();

        assertThat(records()).isZero();
    }

    @Test
    void aTableThatStaysLockedIsWaitedForOnce() throws Exception {
        revisions.table("a", "");
        upgradeTwice();
        try (Connection other = transaction("LOCK TABLE migration_revision IN ACCESS EXCLUSIVE MODE")) {
            PGSimpleDataSource waiting = (PGSimpleDataSource) database.dataSource();
            waiting.setOptions("-c lock_timeout=300ms");

            assertThatExceptionOfType(DatabaseFailureException.class)
                    .isThrownBy(() -> builder().dataSource(waiting).build().upgrade("heads"))
                    .as("the first query has failed, and no second one waited again")
                    .satisfies(failure -> assertThat(failure).hasStackTraceContaining("UpToDateRecords.read"));

            other.rollback();
        }
    }

    private static boolean isWritable(DataSource source) {
        return UpToDateRecords.read(new JdbcTemplate(source), StateTables.DEFAULT)
                .orElseThrow()
                .writable();
    }

    @Test
    void aRecordWaitsForNoOtherSession() throws Exception {
        revisions.table("a", "");
        upgradeTwice();
        sql("UPDATE migration_revision SET facts = NULL");
        try (Connection other = transaction("LOCK TABLE migration_revision IN SHARE MODE")) {

            assertThat(migrator().upgrade("heads").plan().isEmpty()).isTrue();

            other.rollback();
        }
        assertThat(records()).isZero();
    }

    @Test
    void aRecordOfRowsThatHaveChangedMeanwhileIsNotWritten() {
        revisions.table("a", "");
        upgradeTwice();
        JdbcTemplate jdbc = new JdbcTemplate(database.dataSource());
        String rows =
                UpToDateRecords.read(jdbc, StateTables.DEFAULT).orElseThrow().rows();
        sql("UPDATE migration_revision SET facts = NULL, applied_at = applied_at + interval '1 s'");

        store(jdbc, rows);
        assertThat(records()).isZero();

        store(
                jdbc,
                UpToDateRecords.read(jdbc, StateTables.DEFAULT).orElseThrow().rows());
        assertThat(records()).isEqualTo(1);
    }

    private static void store(JdbcTemplate jdbc, String rows) {
        StateStatement statement =
                UpToDateRecords.store(StateTables.DEFAULT, new UpToDateRecords.UpToDate("hash", 1, List.of("a")), rows);
        jdbc.update(statement.sql(), statement.parameters().toArray());
    }

    @Test
    void theHashIsThatOfTheParsedScripts() {
        revisions.table("a", "").repeatable("v", "", "CREATE OR REPLACE VIEW v AS SELECT 1 AS n;");
        Migrator early = migrator();
        early.revisions();
        revisions.repeatable("v", "", "CREATE OR REPLACE VIEW v AS SELECT 2 AS n;");

        early.upgrade("heads");

        assertThat(trusts()).as("the file that nobody has parsed").isFalse();
        assertThat(text("SELECT n FROM v")).isEqualTo("2");
    }

    @Test
    void eachTenantIsComparedWithTheOthersInstead() {
        revisions.table("a", "");
        sql("CREATE SCHEMA one");
        builder().tenant("one").build().upgrade("heads");
        builder().tenant("one").build().upgrade("heads");

        assertThat(text("SELECT count(*) FROM one.migration_revision WHERE facts->'upToDate' IS NOT NULL"))
                .isEqualTo("0");
    }

    @Test
    void whatChangesDuringARunIsSeenAfterIt() {
        revisions.irreversible("a", "", "SELECT 1;");
        upgradeTwice();
        revisions.table("b", "a");
        builder()
                .listener(at(
                        MigrationEvent.Started.class,
                        event -> sql("UPDATE migration_revision SET checksum = 'other' WHERE revision = 'a'")))
                .build()
                .upgrade("heads");

        failedUpgrade(migrator(), EditedRevisionException.class);
    }

    @Test
    void aFileThatWasFaultyAtFirstHasTheHashOfWhatWasParsedLast() {
        String faulty = "-- @revision b\n-- @revises a\n-- @upgrad\nSELECT 1;\n";
        revisions.table("a", "").write("b", faulty);
        Migrator migrator = migrator();
        failedUpgrade(migrator, InvalidScriptsException.class);
        revisions.irreversible("b", "a", "SELECT 1;");
        migrator.upgrade("heads");
        migrator.upgrade("heads");
        assertThat(records()).isEqualTo(1);
        revisions.write("b", faulty);

        failedUpgrade(migrator(), InvalidScriptsException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "facts #- '{upToDate,current}'",
                "facts #- '{upToDate,size}'",
                "'{\"upToDate\": [1]}'",
                "'{\"upToDate\": null}'",
                "'null'",
                "'[]'"
            })
    void aRecordOfAnotherShapeIsReplaced(String facts) {
        revisions.table("a", "");
        upgradeTwice();
        sql("UPDATE migration_revision SET facts = " + facts);

        assertThat(migrator().upgrade("heads").plan().after()).containsExactly("a");

        assertThat(trusts()).isTrue();
    }

    @Test
    void tablesOfTheFirstFormatHaveNoRecord() {
        revisions.table("a", "");
        upgradeTwice();
        sql("ALTER TABLE migration_revision DROP COLUMN facts, DROP COLUMN format");

        assertThat(UpToDateRecords.read(new JdbcTemplate(database.dataSource()), StateTables.DEFAULT))
                .hasValueSatisfying(found -> assertThat(found.record()).isEmpty());
        assertThat(migrator().upgrade("heads").plan().isEmpty()).isTrue();
    }

    @Test
    void aFaultyScriptIsReportedWhereNoDatabaseAnswers() {
        revisions.table("a", "").write("b", "-- @revision b\n-- @revises a\n-- @upgrad\nSELECT 1;\n");

        failedUpgrade(
                builder()
                        .dataSource(source("jdbc:postgresql://127.0.0.1:1/none", "nobody", ""))
                        .build(),
                InvalidScriptsException.class);
    }

    @Test
    void aCopyOfAMigratorTrustsTheSameRecord() {
        revisions.table("a", "").repeatable("v", "", "CREATE VIEW v AS SELECT 1 AS n;");
        Migrator without = builder().withoutRepeatables().build();
        without.upgrade("heads");
        without.upgrade("heads");

        assertThat(trusts(without.toBuilder().build())).isTrue();
    }
}
