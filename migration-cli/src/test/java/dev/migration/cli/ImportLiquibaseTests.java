// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import liquibase.Scope;
import liquibase.command.CommandScope;
import liquibase.resource.DirectoryResourceAccessor;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

import dev.migration.test.postgres.PostgresDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** Imports projects that the real Liquibase has migrated. */
class ImportLiquibaseTests extends AbstractImportTests {

    @Test
    void aProjectOfThirtyChangeSetsContinuesHere() throws Exception {
        LiquibaseShop.write(directory.resolve("db"));
        update(database, "db/root.yaml");
        List<String> byLiquibase = Catalog.definitions(database);
        List<String> history = history();

        Shell.Ended imported = importLog(onDatabase, "db/root.yaml");

        assertThat(imported.exitCode()).as(imported.err()).isZero();
        assertThat(imported.out())
                .contains(
                        "30 revisions and 3 repeatables", "Wrote 33 files.", "0 revisions and 0 repeatables pending.");
        assertThat(onDatabase.run("verify").exitCode()).isZero();
        assertThat(history()).isEqualTo(history);
        shell.writeNext("v20250113080000");
        assertThat(onDatabase.run("upgrade").out()).contains("The database is at next.");
        Files.delete(directory.resolve("revisions/next.sql"));
        try (PostgresDatabase fresh = database.createDatabase()) {
            assertThat(shell.on(fresh).run("upgrade").err()).isEmpty();
            assertThat(Catalog.definitions(fresh)).isEqualTo(byLiquibase).hasSizeGreaterThan(150);
        }
    }

    @Test
    void rollbacksBecomeDowngrades() throws Exception {
        log("a.sql", """
                --changeset ann:create-a
                --comment: Creates a
                CREATE TABLE a (id int);
                --rollback DROP TABLE a;

                --changeset ann:2 runInTransaction:false
                CREATE INDEX CONCURRENTLY ix_a ON a (id);
                /* liquibase rollback
                DROP INDEX ix_a;
                */

                --changeset "ann lee":2
                INSERT INTO a VALUES (1);
                --rollback not required
                """);

        importLog(shell, "a.sql");

        assertThat(shell.files("revisions"))
                .containsExactly("ann_2_2.sql", "ann_lee_2_2.sql", "create-a_creates_a.sql".replace('-', '_'));
        assertThat(shell.read("revisions/create_a_creates_a.sql")).isEqualTo("""
                -- Creates a
                --
                -- @revision   create_a

                -- @upgrade
                CREATE TABLE a (id int);

                -- @downgrade
                DROP TABLE a;
                """);
        assertThat(shell.read("revisions/ann_2_2.sql")).isEqualTo("""
                -- 2
                --
                -- @revision   ann_2
                -- @revises    create_a
                -- @transaction none

                -- @upgrade
                CREATE INDEX CONCURRENTLY ix_a ON a (id);

                -- @downgrade
                DROP INDEX ix_a;
                """);
        assertThat(shell.read("revisions/ann_lee_2_2.sql")).endsWith("VALUES (1);\n\n-- @downgrade\n");
        assertThat(onDatabase.run("upgrade").exitCode()).isZero();
        assertThat(onDatabase.run("downgrade", "base").err()).isEmpty();
    }

    @Test
    void aLaterGrantOnAllTablesUsesAView() throws Exception {
        shell.write("changes.sql", """
                --liquibase formatted sql
                --changeset ann:t
                CREATE TABLE t (id int);
                --changeset ann:view runOnChange:true
                CREATE OR REPLACE VIEW v AS SELECT id FROM t;
                --changeset ann:grants
                GRANT SELECT ON ALL
                  TABLES IN SCHEMA public TO PUBLIC;
                """);

        Shell.Ended plan = shell.run("import", "liquibase", "--changelog", "changes.sql", "--dry-run");

        assertThat(plan.out() + plan.err()).contains("'ann:grants' after it uses an object that it creates");
    }

    @Test
    void runOnChangeIsARepeatableIfNoLaterChangeSetUsesIt() throws Exception {
        log("a.sql", """
                --changeset ann:used runOnChange:true
                CREATE OR REPLACE FUNCTION used() RETURNS int LANGUAGE sql AS 'SELECT 1';
                --changeset ann:free runOnChange:true
                CREATE OR REPLACE VIEW free AS SELECT 1 AS one;
                --changeset ann:t
                CREATE TABLE t (n int DEFAULT used());
                """);
        update(database, "a.sql");

        Shell.Ended imported = importLog(onDatabase, "a.sql");

        assertThat(imported.out()).contains("'ann:t' after it uses an object that it creates", "0 repeatables pending");
        assertThat(shell.files("revisions")).containsExactly("repeatable/free.sql", "t.sql", "used.sql");
    }

    @Test
    void changeSetsThatLiquibaseSkipsAreLeftOut() throws Exception {
        log("a.sql", """
                --changeset ann:a
                CREATE TABLE a ();
                --changeset ann:b dbms:oracle,h2
                CREATE TABLE b ();
                --changeset ann:c context:test
                CREATE TABLE c ();
                --changeset ann:d ignore:true
                CREATE TABLE d ();
                --changeset ann:e
                --preconditions onFail:MARK_RAN
                --precondition-sql-check expectedResult:0 SELECT 1
                CREATE TABLE e ();
                --changeset ann:f dbms:postgresql
                CREATE TABLE f ();
                """);
        update(database, "a.sql", "prod");

        Shell.Ended imported = importLog(onDatabase, "a.sql");

        assertThat(imported.out())
                .contains(
                        "ann:b: Liquibase skips it on PostgreSQL",
                        "ann:c: it is not applied here, and runs only with context test",
                        "ann:d: Liquibase skips it",
                        "The preconditions of 'ann:e' are not imported.",
                        "'ann:e' was marked as ran and did not run",
                        "at f; 0 revisions");
    }

    @Test
    void delimitersBecomeSemicolons() throws Exception {
        log("a.sql", """
                --changeset ann:a endDelimiter:/
                CREATE TABLE a (id int)
                /
                INSERT INTO a VALUES (4 / 2);
                /
                """);
        update(database, "a.sql");

        assertThat(importLog(onDatabase, "a.sql").exitCode()).isZero();
        assertThat(shell.read("revisions/a.sql"))
                .contains("CREATE TABLE a (id int)\n;\nINSERT INTO a VALUES (4 / 2);\n");
        try (PostgresDatabase fresh = database.createDatabase()) {
            assertThat(shell.on(fresh).run("upgrade").exitCode()).isZero();
            assertThat(Catalog.query(fresh, "SELECT id FROM a")).containsExactly("2");
        }
    }

    @Test
    void allProblemsAreReportedTogetherAndNothingIsWritten() throws Exception {
        log("a.sql", """
                --changeset ann:a
                CREATE TABLE a ();
                --changeset ann:b
                CREATE TABLE b ();
                """);
        update(database, "a.sql");
        log("a.sql", """
                --changeset ann:a
                CREATE TABLE a ();
                --changeset ann:c runAlways:true
                CREATE TABLE c ();
                --changeset ann:d
                CREATE TABLE d ();
                --rollback changesetId:a changesetAuthor:ann
                """);
        shell.write("root.xml", """
                <databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog">
                  <changeSet id="x1" author="ann"/>
                  <include file="a.sql" relativeToChangelogFile="true"/>
                  <include file="gone.sql"/>
                </databaseChangeLog>
                """);
        Catalog.execute(
                database,
                "UPDATE databasechangeloglock SET locked = true, lockedby = 'build7', lockgranted = '2026-01-01'");

        Shell.Ended refused = importLog(onDatabase, "root.xml");

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err())
                .contains(
                        "'changeSet x1' is XML",
                        "gone.sql  There is no such change log.",
                        "a.sql:4  'ann:c' runs always",
                        "a.sql:8  The rollback refers to another change set.",
                        "'ann:b' of 'a.sql' is applied and has no change set here.",
                        "build7 since 2026-01-01",
                        "release-locks",
                        "update-sql");
        assertThat(shell.files("revisions")).isEmpty();
    }

    @Test
    void problemsHaveTheLinesOfTheChangeLog() throws Exception {
        log("a.sql", """
                --property name:prefix value:shop_
                --changeset ann:a
                CREATE TABLE ${prefix}a ();
                COMMIT;
                --rollback DROP TABLE a;
                --rollback ROLLBACK;
                """);

        Shell.Ended placeholder = importLog(shell, "a.sql");
        Files.writeString(directory.resolve("migration.properties"), "migration.variables.prefix=shop_\n");
        Shell.Ended transaction = importLog(shell, "a.sql");

        assertThat(placeholder.err()).contains("migration.variables.prefix=shop_");
        assertThat(transaction.err())
                .contains("a.sql:5  'COMMIT' begins or ends", "a.sql:7  'ROLLBACK' begins or ends");
    }

    @Test
    void otherFilesThanFormattedSqlAreRefused() throws Exception {
        Files.writeString(directory.resolve("a.sql"), "CREATE TABLE a ();\n");
        Files.writeString(directory.resolve("b.json"), "{}");

        assertThat(shell.run("import", "liquibase", "--changelog", "a.sql", "--changelog", "b.json", "--yes")
                        .err())
                .contains("does not begin with '-- liquibase formatted sql'", "b.json  A change log of this kind");
    }

    @Test
    void thePlanIsPrintedAsJson() throws Exception {
        log("a.sql", "--changeset ann:a\nCREATE TABLE a ();\n");

        Shell.Ended shown = shell.run("import", "liquibase", "--changelog", "a.sql", "--json");
        JsonNode plan = new ObjectMapper().readTree(shown.out());

        assertThat(shown.exitCode()).isEqualTo(3);
        assertThat(plan.at("/tool").stringValue()).isEqualTo("Liquibase");
        assertThat(plan.at("/done").booleanValue()).isFalse();
        assertThat(plan.at("/files/0/file").stringValue()).endsWith("a.sql");
    }

    @Test
    void whatRunsAlwaysBecomesARevisionAndAHook() throws Exception {
        String sets =
                "--changeset ann:a\nCREATE TABLE a (n int);\n--changeset ann:b runAlways:true\nINSERT INTO a VALUES (1);\n";
        log("a.sql", sets);
        update(database, "a.sql");
        update(database, "a.sql");

        Shell.Ended refused = importLog(onDatabase, "a.sql");
        log("a.sql", sets.replace(" runAlways:true", ""));
        shell.write("revisions/hooks/b.sql", "-- @hook after-upgrade\nINSERT INTO a VALUES (1);\n");
        Shell.Ended imported = importLog(onDatabase, "a.sql");
        shell.write("revisions/c.sql", "-- @revision c\n-- @revises b\n-- @upgrade\n");

        assertThat(refused.err()).contains("Delete 'runAlways:true' in this line", "'-- @hook after-upgrade'");
        imported.well();
        onDatabase.run("upgrade").well();
        assertThat(Catalog.query(database, "SELECT count(*) FROM a")).containsExactly("3");
    }

    private List<String> history() throws Exception {
        return Catalog.query(database, "SELECT h::text FROM databasechangelog h ORDER BY orderexecuted");
    }

    private void log(String name, String text) throws IOException {
        shell.write(name, "--liquibase formatted sql\n" + text);
    }

    private static Shell.Ended importLog(Shell where, String name) {
        return where.run("import", "liquibase", "--changelog", name, "--yes");
    }

    private void update(PostgresDatabase target, String changeLog, String... contexts) throws Exception {
        List<String> names = new ArrayList<>(List.of(contexts));
        CommandScope update = new CommandScope("update")
                .addArgumentValue("changelogFile", changeLog)
                .addArgumentValue("url", target.url())
                .addArgumentValue("username", target.username())
                .addArgumentValue("password", target.password());
        if (!names.isEmpty()) {
            update.addArgumentValue("contextFilter", String.join(",", names));
        }
        update.setOutput(OutputStream.nullOutputStream());
        Scope.child(
                Map.of(Scope.Attr.resourceAccessor.name(), new DirectoryResourceAccessor(directory)),
                () -> update.execute());
    }
}
