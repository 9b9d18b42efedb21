// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

import dev.migration.test.postgres.PostgresDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** Imports projects that the real Flyway has migrated. */
class ImportFlywayTests extends AbstractImportTests {

    private static final Path SHOP = Path.of("src/test/resources/flyway");

    @Test
    void aProjectOfThirtyScriptsContinuesHere() throws Exception {
        copyShop();
        flyway().migrate();
        List<String> byFlyway = Catalog.definitions(database);
        List<String> history = history();

        Shell.Ended imported = importProject(onDatabase);

        assertThat(imported.exitCode()).as(imported.err()).isZero();
        assertThat(imported.out())
                .contains(
                        "30 revisions and 3 repeatables",
                        "Wrote 33 files.",
                        "The database is at v20250113080000; 0 revisions and 0 repeatables pending.");
        assertThat(onDatabase.run("verify").exitCode()).isZero();
        assertThat(onDatabase.run("current").out()).startsWith("v20250113080000");
        assertThat(Catalog.definitions(database)).isEqualTo(byFlyway);
        assertThat(history()).isEqualTo(history);

        shell.run("revision", "-m", "add channel", "--rev-id", "n1");
        Path file = directory.resolve("revisions/"
                + shell.files("revisions").stream()
                        .filter(name -> name.contains("_n1_"))
                        .findFirst()
                        .orElseThrow());
        Files.writeString(
                file,
                Files.readString(file)
                        .replace("-- @upgrade\n", "-- @upgrade\nALTER TABLE tickets ADD channel text;\n"));
        assertThat(onDatabase.run("upgrade").out()).contains("Applied n1", "The database is at n1.");
    }

    @Test
    void anImportedProjectCreatesTheSameCatalogOnAnEmptyDatabase() throws Exception {
        copyShop();
        flyway().migrate();
        importProject(onDatabase);
        try (PostgresDatabase fresh = database.createDatabase()) {
            Shell.Ended upgraded = shell.on(fresh).run("upgrade");

            assertThat(upgraded.exitCode()).as(upgraded.err()).isZero();
            assertThat(Catalog.definitions(fresh))
                    .isEqualTo(Catalog.definitions(database))
                    .hasSizeGreaterThan(150);
        }
    }

    @Test
    void scriptsKeepTheirText() throws Exception {
        copyShop();

        importProject(shell);

        for (String script : List.of("schema/V1_3__index_foreign_keys", "data/V1_4__first_products")) {
            String original = Files.readString(directory.resolve("sql/" + script + ".sql"));
            String id = "v" + script.replaceFirst(".*/V(\\d+_\\d+)__.*", "$1");
            assertThat(Files.readString(directory.resolve("revisions/"
                            + shell.files("revisions").stream()
                                    .filter(name -> name.startsWith(id + "_"))
                                    .findFirst()
                                    .orElseThrow())))
                    .endsWith("-- @upgrade\n" + original);
        }
        assertThat(shell.read("revisions/v3_1_priority_range.sql")).isEqualTo("""
                -- priority range
                --
                -- @revision   v3_1
                -- @revises    v3

                -- @upgrade
                ALTER TABLE tickets ADD CONSTRAINT priority_range CHECK (priority BETWEEN 1 AND 5);

                -- @downgrade
                ALTER TABLE tickets DROP CONSTRAINT priority_range;
                """);
        assertThat(shell.read("revisions/v3_5_index_open_tickets.sql")).contains("-- @transaction none\n");
    }

    @Test
    void theSameCommandStampsTheNextDatabase() throws Exception {
        copyShop();
        flyway().migrate();
        importProject(onDatabase);
        try (PostgresDatabase next = database.createDatabase()) {
            flyway(next).migrate();

            Shell.Ended again = importProject(shell.on(next));

            assertThat(again.out()).contains("(exists)", "Wrote 0 files.", "at v20250113080000; 0 revisions and 0");
            assertThat(shell.on(next).run("verify").exitCode()).isZero();
        }
    }

    @Test
    void aRepeatedImportKeepsLaterRevisionsApplied() throws Exception {
        script("V1__a.sql", "CREATE TABLE a ();");
        flyway().migrate();
        importProject(onDatabase);
        Files.writeString(
                directory.resolve("revisions/next.sql"),
                "-- @revision next\n-- @revises v1\n-- @upgrade\nCREATE TABLE b ();\n");
        onDatabase.run("upgrade");

        Shell.Ended again = importProject(onDatabase);

        assertThat(again.exitCode()).as(again.err()).isZero();
        assertThat(onDatabase.run("current").out()).startsWith("next");
    }

    @Test
    void nothingIsDoneWithoutConfirmation() throws Exception {
        script("V1__a.sql", "CREATE TABLE a ();");
        flyway().migrate();

        Shell.Ended dry = importProject(onDatabase, "--dry-run");
        Shell.Ended unasked = onDatabase.run("import", "flyway", "--flyway-location", "sql");

        assertThat(dry.exitCode()).isZero();
        assertThat(unasked.exitCode()).isEqualTo(3);
        assertThat(unasked.out()).contains("v1_a.sql", "The database will be stamped with v1.", "--yes");
        assertThat(shell.files("revisions")).isEmpty();
        assertThat(tables()).containsExactly("a", "flyway_schema_history");
    }

    @Test
    void thePlanIsPrintedAsJson() throws Exception {
        script("V1__a.sql", "CREATE TABLE a ();").script("R__v.sql", "CREATE OR REPLACE VIEW v AS SELECT 1 AS one;");
        flyway().migrate();

        JsonNode plan = new ObjectMapper()
                .readTree(importProject(onDatabase, "--yes", "--json").out());

        assertThat(plan.at("/command").stringValue()).isEqualTo("flyway");
        assertThat(plan.at("/done").booleanValue()).isTrue();
        assertThat(plan.at("/files/0/revision").stringValue()).isEqualTo("v1");
        assertThat(plan.at("/files/1/repeatable").stringValue()).isEqualTo("v");
        assertThat(plan.at("/stamps/0").stringValue()).isEqualTo("v1");
        assertThat(plan.at("/stampsRepeatables/0").stringValue()).isEqualTo("v");
        assertThat(plan.at("/status").stringValue()).isEqualTo("UP_TO_DATE");
    }

    @Test
    void whatIsPendingForFlywayIsPendingHere() throws Exception {
        script("V1__a.sql", "CREATE TABLE a ();").script("R__v.sql", "CREATE OR REPLACE VIEW v AS SELECT 1 AS one;");
        flyway().migrate();
        script("V2__b.sql", "CREATE TABLE b ();").script("R__v.sql", "CREATE OR REPLACE VIEW v AS SELECT 2 AS one;");

        Shell.Ended imported = importProject(onDatabase);

        assertThat(imported.out()).contains("at v1; 1 revision and 1 repeatable pending.");
        onDatabase.run("upgrade");
        assertThat(Catalog.query(database, "SELECT one FROM v")).containsExactly("2");
    }

    @Test
    void aSkippedVersionComesAfterTheAppliedOnes() throws Exception {
        script("V1__a.sql", "CREATE TABLE a ();").script("V3__c.sql", "CREATE TABLE c ();");
        flyway().migrate();
        script("V2__b.sql", "CREATE TABLE b ();");

        Shell.Ended imported = importProject(onDatabase);

        assertThat(imported.out()).contains("Not applied, though later versions are: 2.", "at v3; 1 revision");
        assertThat(onDatabase.run("history").out().lines().map(line -> line.split("[ :]+")[0]))
                .isNotEmpty();
        assertThat(onDatabase.run("upgrade").out()).contains("Applied v2");
    }

    @Test
    void versionsKeepFlywaysOrder() throws Exception {
        script("V1_10__e.sql", "SELECT 1;")
                .script("V1_9__d.sql", "SELECT 1;")
                .script("V1.2.0__c.sql", "SELECT 1;")
                .script("V001__a.sql", "SELECT 1;")
                .script("V20240101120000__f.sql", "SELECT 1;");
        flyway().migrate();

        importProject(onDatabase);

        assertThat(Catalog.query(database, "SELECT revision FROM migration_revision ORDER BY ordinal"))
                .containsExactly("v1", "v1_2", "v1_9", "v1_10", "v20240101120000");
    }

    @Test
    void versionsUpToTheBaselineCountAsApplied() throws Exception {
        Catalog.execute(database, "CREATE TABLE a ()");
        script("V1__a.sql", "CREATE TABLE a ();").script("V2__b.sql", "CREATE TABLE b ();");
        Flyway flyway = Flyway.configure()
                .configuration(flyway().getConfiguration())
                .baselineOnMigrate(true)
                .load();
        flyway.migrate();

        Shell.Ended imported = importProject(onDatabase);

        assertThat(imported.out()).contains("The database will be stamped with v2.", "at v2; 0 revisions");
        assertThat(onDatabase.run("verify").exitCode()).isZero();
    }

    @Test
    void allProblemsAreReportedTogetherAndNothingIsWritten() throws Exception {
        script("V1__a.sql", "CREATE TABLE a ();")
                .script("V2__b.sql", "CREATE TABLE b ();")
                .script("V3__c.sql", "CREATE TABLE c ();");
        flyway().migrate();
        script("V1__a.sql", "CREATE TABLE a (id int);");
        Files.delete(directory.resolve("sql/V2__b.sql"));
        Files.createDirectories(directory.resolve("sql/more"));
        script("more/V3__again.sql", "SELECT 1;");
        Catalog.execute(database, "UPDATE flyway_schema_history SET success = false WHERE version = '3'");

        Shell.Ended refused = importProject(onDatabase);

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err())
                .contains(
                        "V1__a.sql  The script was edited after it was applied",
                        "Version 2 is applied ('V2__b.sql') and has no script here.",
                        "'V3__c.sql' failed",
                        "has the same version or description: 3",
                        "flyway repair",
                        "--accept-edited",
                        "--stand-ins");
        assertThat(shell.files("revisions")).isEmpty();
        assertThat(tables()).doesNotContain("migration_revision");
    }

    @Test
    void forbiddenContentIsReportedWithFileAndLine() throws Exception {
        script("V1__a.sql", "-- first\nBEGIN;\nCREATE TABLE a ();\nCOMMIT;\nSELECT 1;\n")
                .script("V2__b.sql", "SELECT 1;\n-- @param id\n\\set x 1\n")
                .script("V3__c.sql", "SELECT 1;\n-- @downgrade\nDROP TABLE a;\n")
                .script("V4__d.sql", "SELECT '\n${schema}', '${flyway:timestamp}';\n")
                .script("U1__a.sql", "DROP TABLE a;\nROLLBACK;\n");

        Shell.Ended refused = importProject(shell);

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err())
                .contains(
                        "V1__a.sql:2  'BEGIN' begins or ends a transaction.",
                        "V1__a.sql:4  'COMMIT' begins or ends a transaction.",
                        "U1__a.sql:2  'ROLLBACK' begins or ends a transaction.",
                        "V2__b.sql:2  '@param' is not a directive.",
                        "V2__b.sql:3  '\\set x 1' is a psql command",
                        "V3__c.sql:2  '-- @downgrade' would begin another section here.",
                        "V4__d.sql:2  '${schema}' is a placeholder without a value here.",
                        "V4__d.sql:2  '${flyway:timestamp}' has no counterpart here.",
                        "migration.variables.schema=VALUE");
        assertThat(shell.files("revisions")).isEmpty();
    }

    @Test
    void placeholdersBecomeVariables() throws Exception {
        script("V1__a.sql", "CREATE TABLE ${name} ();")
                .script("R__v.sql", "CREATE OR REPLACE VIEW v AS SELECT '${name}' AS name;");
        Flyway.configure()
                .configuration(flyway().getConfiguration())
                .placeholders(Map.of("name", "tickets"))
                .load()
                .migrate();
        Files.writeString(directory.resolve("migration.properties"), "migration.variables.name=tickets\n");

        Shell.Ended imported = importProject(onDatabase);

        assertThat(imported.exitCode()).as(imported.err()).isZero();
        assertThat(onDatabase.run("verify").exitCode()).isZero();
        assertThat(shell.run("show", "v1").exitCode()).isZero();
    }

    @Test
    void noPlaceholdersKeepsThemAsText() throws Exception {
        script("V1__a.sql", "CREATE TABLE a (id int DEFAULT length('${id}'));");

        assertThat(importProject(shell, "--no-placeholders", "--yes").exitCode())
                .isZero();
        assertThat(shell.read("revisions/v1_a.sql")).contains("length('${id}')");
    }

    @Test
    void aStandInFailsOnAFreshDatabaseOnly() throws Exception {
        script("V1__a.sql", "CREATE TABLE a ();").script("V2__100%_of_b.sql", "CREATE TABLE b ();");
        flyway().migrate();
        Files.delete(directory.resolve("sql/V2__100%_of_b.sql"));

        Shell.Ended imported = importProject(onDatabase, "--stand-ins", "--yes");

        assertThat(imported.exitCode()).as(imported.err()).isZero();
        assertThat(onDatabase.run("verify").exitCode()).isZero();
        try (PostgresDatabase fresh = database.createDatabase()) {
            Shell.Ended failed = shell.on(fresh).run("upgrade");
            assertThat(failed.exitCode()).isEqualTo(1);
            assertThat(failed.err()).contains("This stands for version 2 of Flyway (V2__100%_of_b.sql)", "is at v1");
        }
    }

    @Test
    void anExistingFileIsNotOverwritten() throws Exception {
        script("V1__a.sql", "CREATE TABLE a ();").script("V2__b.sql", "CREATE TABLE b ();");
        Files.createDirectories(directory.resolve("revisions"));
        Files.writeString(directory.resolve("revisions/v2_b.sql"), "mine");

        Shell.Ended refused = importProject(shell);

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains("v2_b.sql", "already exists with a different text");
        assertThat(shell.files("revisions")).containsExactly("v2_b.sql");
    }

    @Test
    void aRoleWithoutSelectOnTheHistoryIsReported() throws Exception {
        script("V1__a.sql", "CREATE TABLE a ();");
        flyway().migrate();
        Catalog.execute(
                database,
                "DO $$ BEGIN CREATE ROLE reader LOGIN PASSWORD 'geheim'; EXCEPTION WHEN duplicate_object THEN NULL; END $$");

        Shell.Ended refused = importProject(shell.as(database, "reader", "geheim"));

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains("may not read", "GRANT SELECT ON \"flyway_schema_history\"");
        assertThat(shell.files("revisions")).isEmpty();
    }

    @Test
    void filesStayWhenTheRoleMayNotStamp() throws Exception {
        script("V1__a.sql", "CREATE TABLE a ();");
        flyway().migrate();
        Catalog.execute(
                database,
                "DO $$ BEGIN CREATE ROLE reader LOGIN PASSWORD 'geheim'; EXCEPTION WHEN duplicate_object THEN NULL; END $$;"
                        + " GRANT SELECT ON flyway_schema_history TO reader; REVOKE CREATE ON SCHEMA public FROM PUBLIC");

        Shell.Ended refused = importProject(shell.as(database, "reader", "geheim"));
        List<String> files = shell.files("revisions");
        Shell.Ended again = importProject(onDatabase);

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err())
                .contains("The database was not stamped.", "1 file written before that", "the same command again");
        assertThat(files).containsExactly("v1_a.sql");
        assertThat(again.exitCode()).as(again.err()).isZero();
        assertThat(again.out()).contains("The database is at v1");
    }

    @Test
    void aHistoryInAnotherSchemaIsSuggested() throws Exception {
        script("V1__a.sql", "CREATE TABLE a ();");
        Flyway.configure()
                .configuration(flyway().getConfiguration())
                .schemas("shop")
                .load()
                .migrate();

        Shell.Ended refused = importProject(onDatabase);
        Shell.Ended named = importProject(onDatabase, "--history-schema", "shop", "--yes");

        assertThat(refused.err()).contains("no such table", "shop.flyway_schema_history");
        assertThat(named.exitCode()).as(named.err()).isZero();
        assertThat(named.out()).contains("search path");
    }

    @Test
    void initImportsFlywaysScripts() throws Exception {
        script("V1__a.sql", "CREATE TABLE a ();").script("V2__b.sql", "CREATE TABLE b ();");

        Shell.Ended begun = shell.run("init", "--from-flyway", "sql");

        assertThat(begun.exitCode()).as(begun.err()).isZero();
        assertThat(shell.files("revisions")).containsExactly("v1_a.sql", "v2_b.sql");
        assertThat(onDatabase.run("upgrade").out()).contains("The database is at v2.");
    }

    @Test
    void initWritesNothingIfTheImportFails() throws Exception {
        script("V1__a.sql", "COMMIT;");

        Shell.Ended refused = shell.run("init", "--from-flyway", "sql");

        assertThat(refused.err()).contains("V1__a.sql:1  'COMMIT'");
        assertThat(shell.files(".")).containsExactly("sql/V1__a.sql");
    }

    @Test
    void misspelledToolsAndOptionsGetASuggestion() {
        assertThat(shell.run("import", "flywya").err()).contains("Did you mean 'flyway'?");
        assertThat(shell.run("import").err()).contains("Which tool?", "flyway");
        assertThat(shell.run("import").exitCode()).isEqualTo(2);
        assertThat(shell.run("import", "flyway", "--flyway-locaton", "x").err()).contains("'--flyway-location'?");
        assertThat(shell.run("import", "flyway", "--flyway-location", "nowhere", "--yes")
                        .err())
                .contains("nowhere", "--flyway-location FOLDER");
        assertThat(shell.run("import", "flyway", "--help").out()).contains("Examples:", "--history-table");
    }

    private Flyway flyway() {
        return flyway(database);
    }

    private Flyway flyway(PostgresDatabase target) {
        FluentConfiguration configuration = Flyway.configure()
                .dataSource(target.url(), target.username(), target.password())
                .encoding(StandardCharsets.UTF_8)
                .locations("filesystem:" + directory.resolve("sql"));
        // Otherwise its own lock waits for itself while an index is built concurrently.
        return configuration
                .configuration(Map.of("flyway.postgresql.transactional.lock", "false"))
                .load();
    }

    private List<String> history() throws Exception {
        return Catalog.query(database, "SELECT h::text FROM flyway_schema_history h ORDER BY installed_rank");
    }

    private List<String> tables() throws Exception {
        return Catalog.query(
                database,
                "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY 1");
    }

    private ImportFlywayTests script(String name, String text) throws IOException {
        shell.write("sql/" + name, text);
        return this;
    }

    private static Shell.Ended importProject(Shell where) {
        return importProject(where, "--yes");
    }

    private static Shell.Ended importProject(Shell where, String... options) {
        return where.run(Stream.concat(Stream.of("import", "flyway", "--flyway-location", "sql"), Stream.of(options))
                .toArray(String[]::new));
    }

    private void copyShop() throws IOException {
        try (Stream<Path> files = Files.walk(SHOP)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = directory.resolve("sql").resolve(SHOP.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }
}
