// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.migration.error.MigrationException;
import dev.migration.test.postgres.PostgresDatabase;
import dev.migration.test.postgres.Psql;
import dev.migration.version.StateTables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The offline text, run by the real psql, has the same result as a run. */
class OfflineTests extends MigratorTestBase {

    private PostgresDatabase other;
    private Psql psql;

    @BeforeEach
    void startAnother() {
        other = database.createDatabase();
        psql = new Psql(directory);
    }

    static Stream<Arguments> hazards() {
        return Hazards.all().entrySet().stream().map(hazard -> Arguments.of(hazard.getKey(), hazard.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hazards")
    void psqlMakesOfItWhatARunMakesOfIt(String name, String hazard) {
        revisions.write("a1", "-- " + name + "\n-- @revision a1\n-- @upgrade\n" + hazard);
        revisions.revision("b2", "a1", "CREATE TABLE b2 AS SELECT 'x\\' AS a;", "DROP TABLE b2;");

        assertSameAfterUpgrade("heads");
    }

    @Test
    void everySliceOfAHistoryIsTheSame() {
        revisions
                .table("a1", "")
                .table("b2", "a1")
                .table("b3", "a1")
                .revision("m4", "b2, b3", "", "")
                .write(
                        "x5",
                        "-- it's: a message\n-- @revision x5\n-- @depends-on b2\n-- @branch extra\n"
                                + "-- @created 2025-01-02T03:04:05Z\n-- @upgrade\nCREATE TABLE x5 ();\n-- @downgrade\nDROP TABLE x5;\n");

        upTo("a1", "base:a1").upTo("b2", "a1:b2").upTo("extra@head", "b2:x5");
        downTo("b2", "x5:b2").downTo("base", "x5:base");
        upTo("heads", "base:").downTo("b2", "heads:b2");
    }

    @Test
    void aSquashedRevisionStandsForWhatItReplaces() {
        revisions.table("a1", "").table("b2", "a1").table("c3", "b2");
        upTo("c3", ":c3");
        revisions.write(
                "s9",
                "-- squashed\n-- @revision s9\n-- @replaces a1, b2\n-- @upgrade\nCREATE TABLE a1 ();\nCREATE TABLE b2 ();\n"
                        + "-- @downgrade\nDROP TABLE b2;\nDROP TABLE a1;\n");
        revisions.write(
                "c3",
                "-- @revision c3\n-- @revises s9\n-- @upgrade\nCREATE TABLE c3 (id int);\n-- @downgrade\nDROP TABLE c3;\n");
        revisions.delete("a1").delete("b2").table("d4", "c3");

        upTo("d4", "c3:d4").downTo("base", "d4:base").upTo("heads", "heads");
    }

    @Test
    void whatDoesNotFitIntoATransactionRunsOutside() {
        revisions.revision(
                "a1",
                "",
                "CREATE TABLE t (a int);\nCREATE INDEX CONCURRENTLY i ON t (a);\nINSERT INTO t VALUES (1);\nVACUUM t;",
                "DROP INDEX CONCURRENTLY i;\nDROP TABLE t;");
        revisions.write(
                "b2",
                "-- @revision b2\n-- @revises a1\n-- @transaction none\n-- @upgrade\nCREATE TABLE u (a int);\n"
                        + "DO $$ BEGIN INSERT INTO u VALUES (1); COMMIT; INSERT INTO u VALUES (2); END $$;\n"
                        + "-- @downgrade\nDROP TABLE u;\n");

        upTo("heads", "heads").downTo("base", "heads:base");
    }

    @Test
    void aNewValueOfAnEnumIsUsableWhereverItIsUsed() {
        revisions
                .irreversible("a1", "", "CREATE TYPE e AS ENUM ('a');\nCREATE TABLE t (x e);")
                .irreversible("b2", "a1", "ALTER TYPE e ADD VALUE 'b';\nINSERT INTO t VALUES ('b');")
                .irreversible("c3", "b2", "ALTER TYPE e ADD VALUE 'c';\nCOPY t FROM stdin;\nc\n\\.")
                .irreversible("d4", "c3", "ALTER TYPE e ADD VALUE 'd' BEFORE 'a';")
                .repeatable("v", "", "CREATE OR REPLACE VIEW v AS SELECT * FROM t WHERE x <> 'd';");

        upTo("a1", "base:a1").upTo("heads", "a1:heads");
    }

    @Test
    void repeatablesRunWhereTheirTextIsNotWhatWasApplied() {
        revisions
                .table("a1", "")
                .repeatable("base_view", "", "CREATE OR REPLACE VIEW base_view AS SELECT id FROM a1;")
                .repeatable("upper_view", "base_view", "CREATE OR REPLACE VIEW upper_view AS SELECT id FROM base_view;")
                .repeatable("lonely", "", "CREATE OR REPLACE VIEW lonely AS SELECT 1 AS a;");
        upTo("heads", "heads");
        revisions
                .table("b2", "a1")
                .repeatable("base_view", "", "CREATE OR REPLACE VIEW base_view AS SELECT id FROM a1 WHERE true;");

        upTo("heads", "a1:heads");
        revisions.repeatable("lonely", "", "CREATE OR REPLACE VIEW lonely AS SELECT 2 AS a;");
        upTo("heads", "heads:heads");

        assertThat(history()).containsSequence("UPGRADE b2 APPLIED", "UPGRADE repeatable:base_view APPLIED");
        assertThat(history().get(history().size() - 1)).isEqualTo("UPGRADE repeatable:lonely APPLIED");
    }

    @Test
    void hooksRunAroundTheRunAndAroundEachRevision() {
        String insert = "INSERT INTO log (event) SELECT '%s ' || current_setting('migration.operation') || ' '"
                + " || current_setting('migration.revision');\n";
        revisions
                .revision("a1", "", "SELECT 1;", "SELECT 2;")
                .revision(
                        "b2", "a1", "CREATE TABLE c (a int);\nCREATE INDEX CONCURRENTLY ci ON c (a);", "DROP TABLE c;")
                .write(
                        "first",
                        "-- @hook before-upgrade\nCREATE TABLE IF NOT EXISTS log (id serial, event text);\n"
                                + insert.formatted("before"));
        for (String event :
                List.of("before-revision", "after-revision", "after-upgrade", "after-downgrade", "after-failure")) {
            revisions.write(event, "-- @hook " + event + "\n" + insert.formatted(event));
        }

        upTo("heads", "heads").downTo("base", "heads:base");
    }

    @Test
    void nothingLeaksFromOneRevisionIntoTheNext() {
        revisions
                .irreversible(
                        "a1",
                        "",
                        "CREATE SCHEMA s;\nSET search_path TO s;\nSET lock_timeout = '7s';\nCREATE TABLE t (a int);\n"
                                + "SET standard_conforming_strings = off;\nSET ROLE pg_monitor;\nPREPARE p AS SELECT 1;")
                .irreversible(
                        "b2",
                        "a1",
                        "CREATE TABLE u AS SELECT current_user::text AS who, current_setting('search_path') AS path, 'a\\' AS b;\n"
                                + "PREPARE p AS SELECT 2;");

        upTo("heads", "heads");
    }

    @Test
    void variablesOfPsqlStayOutOfScripts() {
        revisions.revision(
                "a1",
                "",
                "CREATE TABLE t AS SELECT ':USER :\"HOST\"'::text AS a, (ARRAY[1, 2, 3])[1:2] AS b, 1 AS \":PORT\";\n"
                        + "CREATE FUNCTION f(\"USER\" int, \"PORT\" int) RETURNS int[] LANGUAGE sql\n"
                        + "  BEGIN ATOMIC SELECT (ARRAY[1, 2, 3])[\"USER\":\"PORT\"]; SELECT (ARRAY[1, 2, 3, 4])[1:f.\"PORT\"]; END;\n"
                        + "CREATE TABLE \"ENCODING\" (\"HOST\" int);\n"
                        + "CREATE VIEW v AS SELECT (ARRAY[1, 2, 3])[1:VERSION_NUM] FROM (SELECT 2 AS VERSION_NUM) x;\n"
                        + "CREATE TABLE w AS SELECT E'it\\'s' -- and\n  'so\\'on' AS a;",
                "DROP VIEW v;\nDROP TABLE \"ENCODING\", w, t;\nDROP FUNCTION f;");

        upTo("heads", "heads").downTo("base", "heads:base");
    }

    @Test
    void psqlReadsASliceWithAVariableInItAsTheServerDoes() {
        revisions.irreversible(
                "a1", "", "CREATE TABLE t AS SELECT (ARRAY[1, 2, 3])[1:evil] AS a FROM (SELECT 2 AS evil) x;");

        migrator().upgrade("heads");
        psql.run(other, upgradeSql("heads"), "-X", "-q", "-v", "evil=3]; DROP TABLE migration_revision; --")
                .succeeded();

        assertSame();
    }

    @Test
    void valuesOfVariablesAreInTheText() {
        revisions.irreversible("a1", "", "CREATE TABLE ${name}_t AS SELECT '${name}'::text AS a;");
        MigrationSettings settings =
                settings().toBuilder().variables(Map.of("name", "some")).build();

        assertSameWith(settings, "migration_revision", "migration_history");
    }

    @Test
    void stateTablesHaveTheNamesOfTheSettings() {
        revisions.table("a1", "").table("b2", "a1");
        List.of(database, other)
                .forEach(place -> JdbcClient.create(place.dataSource())
                        .sql("CREATE SCHEMA \"Odd \"\"one?\"")
                        .update());
        MigrationSettings settings = settings().toBuilder()
                .tables(new StateTables(Optional.of("Odd \"one?"), "migration_what's \"applied\"?", "migration_Past"))
                .build();

        assertSameWith(
                settings,
                "\"Odd \"\"one?\".\"migration_what's \"\"applied\"\"?\"",
                "\"Odd \"\"one?\".\"migration_Past\"");
    }

    private void assertSameWith(MigrationSettings settings, String revisionTable, String historyTable) {
        builder().settings(settings).build().upgrade("heads");
        StringBuilder text = new StringBuilder();
        Revisions.load(settings).upgradeSql("heads", text);
        psql.run(other, text.toString()).succeeded();

        assertThat(Contents.of(other, revisionTable, historyTable))
                .isEqualTo(Contents.of(database, revisionTable, historyTable));
    }

    @Test
    void aStampIsTheSame() {
        revisions.table("a1", "").table("b2", "a1").table("x1", "");

        migrator().stamp(new StampRequest(List.of("b2", "x1"), false, Optional.of("it's restored")));
        psql.run(other, stampSql(new StampRequest(List.of("b2", "x1"), false, Optional.of("it's restored"))))
                .succeeded();
        migrator().stamp("a1");
        psql.run(other, stampSql(StampRequest.to("heads:a1"))).succeeded();

        assertSame();
        migrator().stamp(new StampRequest(List.of("x1"), true, Optional.empty()));
        psql.run(other, stampSql(new StampRequest(List.of("x1"), true, Optional.empty())))
                .refused("also applied: a1, x1");
    }

    private OfflineTests upTo(String target, String range) {
        migrator().upgrade(target);
        psql.run(other, upgradeSql(range)).succeeded();
        assertSame();
        return this;
    }

    private OfflineTests downTo(String target, String range) {
        migrator().downgrade(target);
        StringBuilder text = new StringBuilder();
        Revisions.load(settings()).downgradeSql(range, text);
        psql.run(other, text.toString()).succeeded();
        assertSame();
        return this;
    }

    private String stampSql(StampRequest stamping) {
        StringBuilder text = new StringBuilder();
        Revisions.load(settings()).stampSql(stamping, text);
        return text.toString();
    }

    void assertSameAfterUpgrade(String target) {
        migrator().upgrade(target);
        psql.run(other, upgradeSql(target)).succeeded();
        assertSame();
    }

    private void assertSame() {
        assertThat(Contents.of(other)).isEqualTo(Contents.of(database));
    }

    @Test
    void aTextIsAppliedOnce() {
        revisions.table("a1", "").table("b2", "a1");
        String text = upgradeSql("heads");
        psql.run(other, text).succeeded();
        List<String> before = Contents.of(other);

        psql.run(other, text).refused("for a database at base", "also applied: a1, b2", "Nothing was changed");

        assertThat(Contents.of(other)).isEqualTo(before);
    }

    @Test
    void aDatabaseThatIsElsewhereIsLeftAsItIs() {
        revisions.table("a1", "").table("b2", "a1");

        psql.run(other, upgradeSql("a1:b2")).refused("nothing is applied");

        assertThat(JdbcClient.create(other.dataSource())
                        .sql("SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void interruptedTextContinuesOnline() {
        revisions.irreversible(
                "a1", "", "CREATE TABLE t (a int);\nVACUUM t;\nSELECT nonsense;\nCREATE TABLE u (a int);");

        psql.run(other, upgradeSql("heads")).refused("nonsense");
        psql.run(other, upgradeSql("heads")).refused("interrupted: a1");
        revisions.irreversible("a1", "", "CREATE TABLE t (a int);\nVACUUM t;\nSELECT 1;\nCREATE TABLE u (a int);");
        builder().dataSource(other.dataSource()).build().upgrade("heads");

        assertThat(currentOfOther()).containsExactly("a1");
    }

    @Test
    void whatFailsInATransactionIsRolledBackWithItsRows() {
        revisions.table("a1", "").irreversible("b2", "a1", "CREATE TABLE b2 (a int);\nSELECT nonsense;");

        psql.run(other, upgradeSql("heads")).refused("nonsense");
        migrator().upgrade("a1");

        assertSame();
    }

    @ParameterizedTest
    @ValueSource(strings = {"standard_conforming_strings', 'off", "client_encoding', 'LATIN1"})
    void aFunctionThatChangesTheReadingOfWhatFollowsStopsTheText(String setting) {
        String call = "SELECT set_config('" + setting + "', false)".replace("_", "' || '_");
        revisions
                .irreversible(
                        "a1",
                        "",
                        "CREATE FUNCTION f() RETURNS text LANGUAGE plpgsql AS $$ DECLARE a text; BEGIN EXECUTE '"
                                + call.replace("'", "''") + "' INTO a; RETURN a; END $$;")
                .irreversible("b2", "a1", "SELECT f();\nCREATE TABLE b2 AS SELECT 'a\\\\é' AS a;");

        psql.run(other, upgradeSql("heads")).refused("The script changed how the server parses");
        migrator().upgrade("a1");

        assertSame();
    }

    @Test
    @Timeout(60)
    void aLongLineOfLiteralsIsReadOnce() {
        revisions.irreversible(
                "a1", "", "CREATE TABLE a1 (a text);\nINSERT INTO a1 VALUES " + "('e'), ".repeat(300_000) + "('e');");

        assertThat(upgradeSql("heads")).contains("('e'), ('e');");
    }

    @Test
    void aDowngradeOfWhatWasEditedSinceIsRefused() {
        revisions.table("a1", "");
        psql.run(other, upgradeSql("heads")).succeeded();
        revisions.revision("a1", "", "CREATE TABLE a1 (other text);", "DROP TABLE a1;");
        StringBuilder text = new StringBuilder();
        Revisions.load(settings()).downgradeSql("a1:base", text);

        psql.run(other, text.toString()).refused("applied from another text: a1");
    }

    @Test
    void aMigratingApplicationIsNotDisturbed() throws Exception {
        revisions.table("a1", "");
        String text = upgradeSql("heads");
        revisions.irreversible("b2", "a1", "SELECT pg_advisory_lock_shared(42);");
        try (Connection gate = other.dataSource().getConnection()) {
            gate.createStatement().execute("SELECT pg_advisory_lock(42)");
            CompletableFuture<?> run = CompletableFuture.runAsync(
                    () -> builder().dataSource(other.dataSource()).build().upgrade("heads"));
            awaitWaiting();

            psql.run(other, text).refused("Another session holds the migration lock");

            gate.createStatement().execute("SELECT pg_advisory_unlock(42)");
            run.get(60, TimeUnit.SECONDS);
        }
        assertThat(currentOfOther()).containsExactly("b2");
    }

    private List<String> currentOfOther() {
        return builder()
                .dataSource(other.dataSource())
                .build()
                .reader()
                .status()
                .current();
    }

    private void awaitWaiting() {
        other.await("SELECT count(*) > 0 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted" + HERE);
    }

    @Test
    void oneTransactionAroundAllOfItIsRefused() {
        revisions.table("a1", "");

        psql.run(other, upgradeSql("heads"), "-X", "-1").refused("--single-transaction");

        psql.run(other, "\\set AUTOCOMMIT off\n\\set ON_ERROR_STOP off\n" + upgradeSql("heads"))
                .succeeded();
        migrator().upgrade("heads");
        assertSame();
    }

    @Test
    void whatASessionHadIsGivenBackBetweenRevisions() {
        revisions
                .table("a1", "")
                .irreversible("b2", "a1", "SET search_path TO pg_catalog;")
                .table("c3", "b2");
        List.of(database, other)
                .forEach(place -> JdbcClient.create(place.dataSource())
                        .sql("CREATE SCHEMA mine")
                        .update());

        psql.run(other, "SET search_path TO mine;\n" + upgradeSql("heads")).succeeded();

        assertThat(JdbcClient.create(other.dataSource())
                        .sql(
                                "SELECT relname FROM pg_class WHERE relnamespace = 'mine'::regnamespace AND relkind = 'r' ORDER BY 1")
                        .query(String.class)
                        .list())
                .containsExactly("a1", "c3", "migration_history", "migration_revision");
    }

    @Test
    void whatDependsOnADatabaseIsRefusedWithWhatToWrite() {
        revisions.table("a1", "").irreversible("b2", "a1", "SELECT 1;");
        Revisions read = Revisions.load(settings());

        assertRefused(() -> read.upgradeSql("+1", new StringBuilder()), "'+1' depends", "base:+1");
        assertRefused(() -> read.upgradeSql("current:heads", new StringBuilder()), "'current' depends");
        assertRefused(() -> read.downgradeSql("a1", new StringBuilder()), "downgrade heads:a1 --sql");
        assertRefused(() -> read.downgradeSql("heads:base", new StringBuilder()), "b2");
        assertRefused(() -> read.upgradeSql("b2:a1", new StringBuilder()), "b2");
        assertThat(read.upgradeSql("base:+1", new StringBuilder()).after()).containsExactly("a1");
        assertThat(read.upgradeSql("a1:a1+1", new StringBuilder()).after()).containsExactly("b2");
    }

    private static void assertRefused(ThrowableAssert.ThrowingCallable call, String... parts) {
        assertThatThrownBy(call).isInstanceOf(MigrationException.class).hasMessageContainingAll(parts);
    }

    String upgradeSql(String range) {
        StringBuilder text = new StringBuilder();
        Revisions.load(settings()).upgradeSql(range, text);
        return text.toString();
    }
}
