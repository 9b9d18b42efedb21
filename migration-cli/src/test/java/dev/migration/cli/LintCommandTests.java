// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

import javax.xml.parsers.DocumentBuilderFactory;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/** lint: what is linted, formats, exit codes, @allow, baseline and sizes. */
@ResourceLock(value = "scratch databases", mode = ResourceAccessMode.READ)
class LintCommandTests extends AbstractImportTests {

    private static final String BLOCKING = "CREATE INDEX title_idx ON tickets (title);";

    @BeforeEach
    void writeRevisions() throws Exception {
        shell.write(
                "revisions/a1.sql",
                "-- The first\n-- @revision a1\n-- @upgrade\nCREATE TABLE tickets (id int PRIMARY KEY, title text);\n");
        write(BLOCKING);
        onDatabase.run("upgrade", "a1");
    }

    private void write(String upgrade) throws Exception {
        shell.write("revisions/b1.sql", "-- An index\n-- @revision b1\n-- @revises a1\n-- @upgrade\n" + upgrade + "\n");
    }

    @Test
    void aPendingRevisionIsLintedAndTheDatabaseStaysAsItIs() {
        Shell.Ended lint = onDatabase.run("lint");

        assertThat(lint.exitCode()).isEqualTo(3);
        assertThat(lint.out())
                .contains(
                        "revisions/b1.sql:5  error create-index-blocking",
                        "(SHARE on tickets)",
                        "        CREATE INDEX CONCURRENTLY title_idx ON tickets USING btree (title);",
                        "1 revision: 1 error, 0 warnings, 0 info; 0 allowed, 0 in the baseline.");
        assertThat(onDatabase.run("current").out()).contains("a1").doesNotContain("b1");
    }

    @Test
    void anAllowNeedsAReason() throws Exception {
        write("-- @allow create-index-blocking because the table is small\n" + BLOCKING);
        assertThat(onDatabase.run("lint").exitCode()).isZero();

        write("-- @allow create-index-blocking\n" + BLOCKING);
        assertThat(onDatabase.run("lint").out()).contains("error allow-without-reason", "error create-index-blocking");

        write(BLOCKING + " -- @allow create-index-blocking because it stands behind");
        assertThat(onDatabase.run("lint").exitCode()).isZero();
    }

    @Test
    void anAllowOfTheRevisionCoversEveryStatement() throws Exception {
        shell.write(
                "revisions/b1.sql",
                "-- @revision b1\n-- @revises a1\n-- @allow create-index-blocking because nobody uses it yet\n-- @upgrade\n"
                        + BLOCKING + "\nCREATE INDEX second ON tickets (title, id);\n");

        assertThat(onDatabase.run("lint").out()).contains("0 errors", "2 allowed");
    }

    @Test
    void unusedAndUnknownAllowsAreFindings() throws Exception {
        write("-- @allow drop-tabel because of a typing error\n" + BLOCKING);
        assertThat(onDatabase.run("lint").out())
                .contains("error unknown-rule", "'drop-tabel' is not a rule. Did you mean 'drop-table'?");

        write("-- @allow drop-table because it is not needed\nALTER TABLE tickets ADD COLUMN x int;");
        Shell.Ended lint = onDatabase.run("lint");
        assertThat(lint.out()).contains("b1.sql:5  warning unused-allow");
        assertThat(lint.exitCode()).isEqualTo(3);
    }

    @Test
    void aBaselineLeavesOutWhatIsKnown() throws Exception {
        assertThat(onDatabase.run("lint", "--write-baseline", "known.txt").exitCode())
                .isZero();
        write("\n\nCREATE   INDEX title_idx\n ON tickets (title);");

        Shell.Ended lint = onDatabase.run("lint", "--baseline", "known.txt");

        assertThat(lint.exitCode()).isZero();
        assertThat(lint.out()).contains("1 in the baseline");
    }

    @Test
    void findingsAboutSmallTablesAreInfo() throws Exception {
        shell.write("sizes.csv", "# table,rows\npublic.tickets,120\n");
        Shell.Ended small = onDatabase.run("lint", "--sizes", "sizes.csv");
        assertThat(small.exitCode()).isZero();
        assertThat(small.out()).contains("info create-index-blocking", "(120 rows)");

        shell.write("sizes.csv", "public.tickets,1200000\n");
        assertThat(onDatabase.run("lint", "--sizes", "sizes.csv").out()).contains("(1,200,000 rows)");

        shell.write("sizes.csv", "public.tickets;12\n");
        Shell.Ended bad = onDatabase.run("lint", "--sizes", "sizes.csv");
        assertThat(bad.err()).contains("sizes.csv:1", "'public.tickets,1200000'");
    }

    @Test
    void severitiesAreSettings() {
        assertThat(onDatabase.run("lint", "--rule", "create-index-blocking=off").exitCode())
                .isZero();
        assertThat(onDatabase
                        .run("lint", "--rule", "create-index-blocking=info")
                        .exitCode())
                .isZero();
        assertThat(onDatabase.run("lint", "--fail-on", "never").exitCode()).isZero();
        assertThat(onDatabase.run("lint", "--rule", "create-index=off").err()).contains("'create-index' is not a rule");
        assertThat(onDatabase.run("lint", "--rules").out()).contains("error    drop-column: A column is dropped");
    }

    @Test
    void withoutADatabaseAtARevisionTheRevisionsAreNamed() {
        onDatabase.run("stamp", "--purge", "base");

        assertThat(onDatabase.run("lint").out()).contains("0 errors", "every table counts as new");
        assertThat(onDatabase.run("lint", "b1").exitCode()).isEqualTo(3);
        assertThat(onDatabase.run("lint", "--since", "a1").exitCode()).isEqualTo(3);
        assertThat(onDatabase.run("lint", "--each", "--since", "base").exitCode())
                .isEqualTo(3);
    }

    @Test
    void aRevisionThatFailsIsAFinding() throws Exception {
        write("ALTER TABLE tickets ADD COLUMN title int;");

        Shell.Ended lint = onDatabase.run("lint");

        assertThat(lint.exitCode()).isEqualTo(3);
        assertThat(lint.out()).contains("b1.sql:5  error fails", "42701");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sarif", "gitlab", "json"})
    void formatsOfJsonHavePlaceAndRule(String format) {
        JsonNode report = new ObjectMapper()
                .readTree(onDatabase.run("lint", "--format", format).out());

        assertThat(report.toString())
                .contains("create-index-blocking", "revisions/b1.sql")
                .contains(":5");
    }

    @Test
    void otherFormats() throws Exception {
        assertThat(onDatabase.run("lint", "--format", "github").out())
                .startsWith("::error file=revisions/b1.sql,line=5,title=create-index-blocking::nobody can write")
                .contains("%0A");
        Document junit = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(
                        onDatabase.run("lint", "--format", "junit").out())));
        assertThat(junit.getElementsByTagName("failure").getLength()).isEqualTo(1);
        assertThat(onDatabase.run("lint", "--format", "markdown").out())
                .contains("| `b1` | An index | blocking | SHARE on tickets |", "CREATE INDEX CONCURRENTLY");
    }

    @Test
    void markdownShowsClassLocksAndSqlOfEachRevision() throws Exception {
        shell.write(
                "revisions/b1.sql",
                "-- Fill | codes\n-- @revision b1\n-- @revises a1\n-- @upgrade\n-- @batch table=tickets key=id\n"
                        + "UPDATE tickets SET title = '````' WHERE title IS NULL;\n-- @downgrade\nSELECT 1;\n");

        String report = onDatabase.run("lint", "--format", "markdown").out();

        assertThat(report)
                .contains(
                        "| `b1` | Fill \\| codes | data | ROW EXCLUSIVE on tickets |",
                        String.join(
                                System.lineSeparator(),
                                "<details><summary><code>b1</code> revisions/b1.sql</summary>",
                                "",
                                "`````sql",
                                "-- @batch table=tickets key=id",
                                "UPDATE tickets SET title = '````' WHERE title IS NULL;",
                                "`````",
                                "",
                                "Downgrade:",
                                "",
                                "````sql",
                                "SELECT 1;",
                                "````",
                                "",
                                "</details>"));
    }

    @Test
    void aReportGoesIntoAFile() throws Exception {
        Shell.Ended lint = onDatabase.run("lint", "--format", "sarif", "--output", "lint.sarif");

        assertThat(lint.out()).contains("1 error");
        Path file = shell.folder().resolve("lint.sarif");
        assertThat(Files.readString(file)).contains("\"version\"").contains("2.1.0");
    }

    @Test
    void aFixIsWrittenIntoThePendingScript() throws Exception {
        Shell.Ended dry = onDatabase.run("lint", "--fix", "--dry-run");
        assertThat(dry.out())
                .contains(
                        "--- revisions/b1.sql",
                        "-CREATE INDEX title_idx ON tickets (title);",
                        "+CREATE INDEX CONCURRENTLY title_idx ON tickets USING btree (title);",
                        "Would fix revisions/b1.sql:5 create-index-blocking",
                        "Nothing was written");
        assertThat(shell.read("revisions/b1.sql")).contains(BLOCKING);

        Shell.Ended fixed = onDatabase.run("lint", "--fix").well();

        assertThat(fixed.out())
                .contains(
                        "Fixed revisions/b1.sql:5 create-index-blocking",
                        "revisions/b1.sql is no longer one transaction",
                        "1 revision: 0 errors, 0 warnings");
        assertThat(shell.read("revisions/b1.sql")).contains("CREATE INDEX CONCURRENTLY title_idx");
        assertThat(shell.files("revisions")).containsExactly("a1.sql", "b1.sql");
        onDatabase.run("lint").well();
        onDatabase.run("upgrade").well();
    }

    @Test
    void anAppliedScriptIsNeverFixed() throws Exception {
        onDatabase.run("upgrade").well();
        String before = shell.read("revisions/b1.sql");

        Shell.Ended lint = onDatabase.run("lint", "b1", "--fix");

        assertThat(lint.exitCode()).isEqualTo(3);
        assertThat(lint.out()).contains("Not fixed: revisions/b1.sql:5 create-index-blocking: its script is applied");
        assertThat(shell.read("revisions/b1.sql")).isEqualTo(before);
    }

    @Test
    void whatAFixMeansForTheScriptIsSaid() throws Exception {
        assumeServer(15);
        write("ALTER TABLE tickets ALTER title SET NOT NULL;\nDROP TABLE IF EXISTS tickets;");

        JsonNode report = new ObjectMapper()
                .readTree(onDatabase.run("lint", "--fix", "--dry-run", "--json").out());

        assertThat(report.at("/left").valueStream().map(left -> left.at("/rule").stringValue()))
                .contains("drop-table");
        assertThat(report.at("/diff").isString()).isTrue();
        write("ALTER TABLE tickets ALTER title SET NOT NULL;");
        assertThat(onDatabase.run("lint", "--fix").out())
                .contains("Fixed revisions/b1.sql:5 set-not-null-scan", "is no longer one transaction");
        assertThat(onDatabase.run("lint", "--dry-run").exitCode()).isEqualTo(2);
        assertThat(onDatabase.run("lint", "--fix", "--format", "sarif").exitCode())
                .isEqualTo(2);
    }

    @Test
    void theDifferenceIsThatOfTheDocumentation() throws Exception {
        assumeServer(18);
        shell.write(
                "revisions/b1.sql",
                "-- Owners\n-- @revision b1\n-- @revises a1\n-- @upgrade\nALTER TABLE tickets ALTER COLUMN title SET NOT NULL;\n"
                        + "-- @downgrade\nALTER TABLE tickets ALTER COLUMN title DROP NOT NULL;\n");

        String out = onDatabase.run("lint", "--fix", "--dry-run").out();

        assertThat(out.replace("title", "owner"))
                .startsWith(DocumentedText.of(Path.of("../docs/safety.md"), "--- revisions/b1.sql")
                        .lines()
                        .takeWhile(line -> !line.equals("…"))
                        .collect(Collectors.joining(System.lineSeparator())));
    }

    /** Before PostgreSQL 15, scans of the transaction before count; before 18, NOT NULL is proved by a CHECK. */
    private void assumeServer(int version) {
        assumeThat(Integer.parseInt(database.serverVersion().split("\\D")[0])).isGreaterThanOrEqualTo(version);
    }
}
