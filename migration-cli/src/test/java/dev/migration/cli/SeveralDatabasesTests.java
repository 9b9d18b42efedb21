// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import picocli.CommandLine.Help.Ansi;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.migration.cli.command.Invocation;
import dev.migration.cli.output.Console;
import dev.migration.test.postgres.PostgresDatabase;
import dev.migration.test.postgres.PostgresServer;

import static org.assertj.core.api.Assertions.assertThat;

/** One command for several databases that the settings name. */
class SeveralDatabasesTests {

    @TempDir
    Path folder;

    private PostgresDatabase orders;
    private PostgresDatabase reports;
    private StringWriter out = new StringWriter();
    private StringWriter err = new StringWriter();

    @BeforeEach
    void createDatabases() throws IOException {
        orders = PostgresServer.shared().createDatabase("orders");
        reports = PostgresServer.shared().createDatabase("reports");
        write(
                "orders/a1.sql",
                "-- @revision a1\n-- @upgrade\nCREATE TABLE orders ();\n-- @downgrade\nDROP TABLE orders;\n");
        write("reports/r1.sql", "-- @revision r1\n-- @upgrade\nCREATE TABLE reports ();\n");
        write(
                "migration.properties",
                settings("orders", orders) + settings("reports", reports)
                        + "migration.databases.reports.revision-table=applied\n");
    }

    @AfterEach
    void dropDatabases() {
        orders.close();
        reports.close();
    }

    @Test
    void eachDatabaseIsUpgradedWithItsOwnRevisions() {
        assertThat(execute("upgrade")).isZero();

        assertThat(out.toString())
                .containsSubsequence(
                        "Database orders",
                        "Applied a1",
                        "The database is at a1.",
                        "Database reports",
                        "Applied r1",
                        "The database is at r1.");
        assertThat(tables(orders)).contains("orders", "migration_revision").doesNotContain("reports");
        assertThat(tables(reports)).contains("reports", "applied").doesNotContain("migration_revision");
    }

    @Test
    void optionDatabaseSelectsOne() {
        assertThat(execute("--database", "reports", "upgrade")).isZero();

        assertThat(out.toString()).contains("Applied r1").doesNotContain("Database");
        assertThat(tables(orders)).isEmpty();
    }

    @Test
    void anUpgradeStopsAtTheFirstFailure() throws IOException {
        write("orders/a1.sql", "-- @revision a1\n-- @upgrade\nSELECT nonsense;\n");

        assertThat(execute("upgrade")).isEqualTo(1);

        assertThat(out.toString()).contains("Database orders", "Not touched: reports");
        assertThat(err.toString()).contains("nonsense");
        assertThat(tables(reports)).isEmpty();
    }

    @Test
    void aReadingCommandContinuesAfterAFailureAndReturnsTheWorstCode() throws IOException {
        execute("--database", "orders", "upgrade");
        write("orders/a1.sql", "-- @revision a1\n-- @upgrade\nSELECT 2;\n");

        assertThat(execute("verify")).isEqualTo(5);

        assertThat(err.toString()).contains("a1", "r1");
    }

    @Test
    void jsonIsOneObjectWithAMemberForEachDatabase() throws IOException {
        assertThat(execute("current", "--check-heads", "--json")).isEqualTo(3);

        JsonNode json = JsonMapper.shared().readTree(out.toString());
        assertThat(json.at("/exitCode").intValue()).isEqualTo(3);
        assertThat(json.at("/databases/orders/pending/0").stringValue()).isEqualTo("a1");
        assertThat(json.at("/databases/reports/pending/0").stringValue()).isEqualTo("r1");
        assertThat(json.at("/notTouched").isEmpty()).isTrue();
    }

    @Test
    void aRevisionIsWrittenForOneDatabaseOnly() {
        assertThat(execute("revision", "-m", "more")).isEqualTo(2);
        assertThat(err.toString()).contains("needs the name of one database", "orders, reports", "--database NAME");

        assertThat(execute("--database", "orders", "revision", "-m", "more", "--rev-id", "a2"))
                .isZero();
        assertThat(folder.resolve("orders")).isDirectoryContaining("glob:**a2_more.sql");
    }

    @Test
    void offlineSqlIsWrittenForOneDatabaseOnly() {
        assertThat(execute("upgrade", "--sql")).isEqualTo(2);
        assertThat(err.toString()).contains("needs the name of one database");

        assertThat(execute("--database", "orders", "upgrade", "--sql")).isZero();
        assertThat(out.toString()).contains("CREATE TABLE orders");
    }

    @Test
    void aPlanIsSavedForOneDatabaseOnly() {
        assertThat(execute("plan", "--out", "plan.json")).isEqualTo(2);
        assertThat(err.toString()).contains("needs the name of one database");

        assertThat(execute("--database", "orders", "plan", "--out", "plan.json"))
                .isZero();
        assertThat(execute("upgrade", "--plan", "plan.json")).isEqualTo(2);
        assertThat(execute("--database", "reports", "upgrade", "--plan", "plan.json"))
                .isEqualTo(5);
        assertThat(execute("--database", "orders", "upgrade", "--plan", "plan.json"))
                .isZero();
    }

    @Test
    void anOfflineDowngradeStartsAtTheCurrentRevision() {
        execute("--database", "orders", "upgrade");

        assertThat(execute("--database", "orders", "downgrade", "-1", "--sql"))
                .as(() -> err.toString())
                .isZero();

        assertThat(out.toString()).contains("Downgrade from a1 to base", "DROP TABLE orders");
        assertThat(tables(orders)).contains("orders");
    }

    @Test
    void anAddressNeedsTheNameOfOneDatabase() {
        assertThat(execute("--url", orders.url(), "upgrade")).isEqualTo(2);

        assertThat(err.toString()).contains("needs the name of one database");
        assertThat(tables(orders)).isEmpty();
    }

    @Test
    void anUnknownNameIsAnsweredWithTheNearest() {
        assertThat(execute("--database", "report", "upgrade")).isEqualTo(2);

        assertThat(err.toString()).contains("There is no database 'report'. Did you mean 'reports'?");
        assertThat(tables(orders)).isEmpty();
    }

    @Test
    void anUnknownKeyOfOneDatabaseIsRefused() throws IOException {
        Files.writeString(
                folder.resolve("migration.properties"),
                settings("orders", orders) + "migration.databases.orders.lock-timeuot=1s\n");

        assertThat(execute("upgrade")).isEqualTo(2);

        assertThat(err.toString()).contains("migration.lock-timeuot", "lock-timeout");
    }

    @Test
    void optionXReplacesNamesInScripts() throws IOException {
        write("orders/a1.sql", "-- @revision a1\n-- @upgrade\nCREATE TABLE ${name} ();\n");

        assertThat(execute("--database", "orders", "-x", "name=parcels", "upgrade"))
                .isZero();

        assertThat(tables(orders)).contains("parcels");
    }

    private int execute(String... arguments) {
        out = new StringWriter();
        err = new StringWriter();
        Console console = new Console(new PrintWriter(out), new PrintWriter(err), Ansi.OFF, false);
        return CommandLines.execute(Invocation.of(console, Map.of(), folder), arguments);
    }

    private static List<String> tables(PostgresDatabase database) {
        return JdbcClient.create(database.dataSource())
                .sql("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
                .query(String.class)
                .list();
    }

    private String settings(String name, PostgresDatabase database) {
        String prefix = "migration.databases." + name;
        return prefix + ".url=" + database.url() + "\n" + prefix + ".username=" + database.username() + "\n" + prefix
                + ".password=" + database.password() + "\n" + prefix + ".locations=filesystem:" + name + "\n";
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
