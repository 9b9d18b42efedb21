// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli;

import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;

import liquibase.Scope;
import liquibase.command.CommandScope;
import liquibase.resource.DirectoryResourceAccessor;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Special rows and files of Flyway and Liquibase, as the tables of their pages describe them. */
class ImportedRowsTests extends AbstractImportTests {

    @Test
    void aBaselineScriptIsTheFirstRevision() throws Exception {
        shell.write("sql/V1__a.sql", "CREATE TABLE a ();")
                .write("sql/V2__all.sql", "CREATE TABLE b ();")
                .write("sql/V3__c.sql", "CREATE TABLE c ();");
        flyway(StandardCharsets.UTF_8).migrate();
        // What Flyway records for a baseline script in an empty database; the edition on the class path ignores such
        // scripts.
        Files.move(directory.resolve("sql/V2__all.sql"), directory.resolve("sql/B2__all.sql"));
        Catalog.execute(
                database,
                "UPDATE flyway_schema_history SET type = 'SQL_BASELINE', script = 'B2__all.sql' WHERE version = '2';"
                        + " DELETE FROM flyway_schema_history WHERE version = '1'");

        Shell.Ended imported = onDatabase.run(flywayImport());

        assertThat(imported.well().out()).contains("at v3; 0 revisions", "Left out:", "V1__a.sql");
        assertThat(shell.files("revisions")).containsExactly("v2_all.sql", "v3_c.sql");
        assertThat(shell.run("history").out()).contains("<base> -> v2");
    }

    @Test
    void undoneAndRepairedVersionsAreNotApplied() throws Exception {
        shell.write("sql/V1__a.sql", "CREATE TABLE a ();")
                .write("sql/V2__b.sql", "CREATE TABLE b ();")
                .write("sql/V3__c.sql", "CREATE TABLE c ();");
        flyway(StandardCharsets.UTF_8).migrate();
        Files.delete(directory.resolve("sql/V2__b.sql"));
        flyway(StandardCharsets.UTF_8).repair();
        shell.write("sql/V2__b.sql", "CREATE TABLE b ();");
        // What Flyway's undo records; the edition on the class path has no undo.
        Catalog.execute(
                database,
                "INSERT INTO flyway_schema_history SELECT 9, '3', 'c', 'UNDO_SQL', 'U3__c.sql', 1, installed_by, now(), 1, true"
                        + " FROM flyway_schema_history WHERE version = '3'");

        assertThat(onDatabase.run(flywayImport()).well().out()).contains("The database is at v1; 2 revisions");
    }

    @Test
    void callbacksAreOmittedAndOtherSettingsOfAScriptAreRefused() throws Exception {
        shell.write("sql/V1__a.sql", "CREATE TABLE a ();").write("sql/afterMigrate.sql", "ANALYZE;");
        flyway(StandardCharsets.UTF_8).migrate();
        assertThat(onDatabase.run(flywayImport()).well().out()).contains("afterMigrate.sql: ");

        shell.write("sql/V2__b.sql", "CREATE TABLE b ();").write("sql/V2__b.sql.conf", "shouldExecute=false\n");
        assertThat(onDatabase.run(flywayImport()).err()).contains("V2__b.sql.conf", "shouldExecute");
    }

    @Test
    void anotherEncodingBecomesUtf8() throws Exception {
        shell.write("sql/V1__a.sql", "");
        Files.write(
                directory.resolve("sql/V1__a.sql"),
                "CREATE TABLE a (\"größe\" int);".getBytes(StandardCharsets.ISO_8859_1));
        flyway(StandardCharsets.ISO_8859_1).migrate();

        onDatabase
                .run("import", "flyway", "--flyway-location", "sql", "--encoding", "ISO-8859-1", "--yes")
                .well();

        assertThat(shell.read("revisions/v1_a.sql")).contains("größe");
    }

    @Test
    void markedAndTaggedChangeSetsAreReported() throws Exception {
        shell.write("log.sql", """
                --liquibase formatted sql
                --changeset ann:first
                CREATE TABLE a (n int);
                --changeset ann:marked
                --preconditions onFail:MARK_RAN
                --precondition-sql-check expectedResult:7 SELECT 1
                CREATE TABLE b (n int);
                --changeset ann:may-fail failOnError:false
                CREATE TABLE c (n int);
                """);
        liquibase("update", "changelogFile", "log.sql");
        liquibase("tag", "tag", "release-7");

        Shell.Ended imported = onDatabase.run("import", "liquibase", "--changelog", "log.sql", "--yes");

        assertThat(imported.well().out())
                .contains(
                        "'ann:marked' was marked as ran and did not run; a fresh database runs it.",
                        "The preconditions of 'ann:marked' are not imported.",
                        "'ann:may-fail' may fail for Liquibase",
                        "The tag 'release-7' was after 'ann:may-fail'.",
                        "is at may_fail; 0 revisions");
    }

    private Flyway flyway(Charset encoding) {
        return Flyway.configure()
                .dataSource(database.url(), database.username(), database.password())
                .encoding(encoding)
                .locations("filesystem:" + directory.resolve("sql"))
                .load();
    }

    private static String[] flywayImport() {
        return new String[] {"import", "flyway", "--flyway-location", "sql", "--yes"};
    }

    private void liquibase(String command, String argument, String value) throws Exception {
        CommandScope scope = new CommandScope(command)
                .addArgumentValue(argument, value)
                .addArgumentValue("url", database.url())
                .addArgumentValue("username", database.username())
                .addArgumentValue("password", database.password());
        scope.setOutput(OutputStream.nullOutputStream());
        Scope.child(
                Map.of(Scope.Attr.resourceAccessor.name(), new DirectoryResourceAccessor(directory)),
                () -> scope.execute());
    }
}
