// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** rehearse: text, JSON, Markdown, the copy of the schema, limits and exit codes. */
@ResourceLock(value = "scratch databases", mode = ResourceAccessMode.READ)
class RehearseCommandTests extends AbstractImportTests {

    @BeforeEach
    void writeRevisions() throws Exception {
        shell.write(
                "revisions/a1.sql",
                "-- @revision a1\n-- @upgrade\nCREATE TABLE tickets (id int PRIMARY KEY, title text, n int);\n"
                        + "INSERT INTO tickets SELECT g, 'x', g FROM generate_series(1, 1000) g;\n");
        onDatabase.run("upgrade");
        write("ALTER TABLE tickets ALTER COLUMN n TYPE bigint;\nUPDATE tickets SET title = 'y' WHERE id <= 10;");
    }

    private void write(String upgrade) throws Exception {
        shell.write(
                "revisions/b1.sql",
                "-- Larger numbers\n-- @revision b1\n-- @revises a1\n-- @upgrade\n" + upgrade + "\n");
    }

    @Test
    void theReportHasLocksRewritesRowsAndWhatRemains() {
        Shell.Ended rehearsal = onDatabase.run("rehearse");

        assertThat(rehearsal.exitCode()).isZero();
        assertThat(rehearsal.out())
                .contains(
                        "b1  Larger numbers",
                        "revisions/b1.sql:5",
                        "ALTER TABLE tickets ALTER COLUMN n TYPE bigint",
                        "ACCESS EXCLUSIVE on tickets for",
                        "writes tickets again",
                        "changes 10 rows",
                        "of WAL (of the whole server)",
                        "10 dead rows in public.tickets, until it is vacuumed",
                        "Rehearsed 1 revision in",
                        "Everything is rolled back.");
        assertThat(onDatabase.run("current").out()).contains("a1").doesNotContain("b1");
    }

    @Test
    void theJsonHasTheSame() {
        JsonNode json =
                new ObjectMapper().readTree(onDatabase.run("rehearse", "--json").out());

        assertThat(json.get("end").asString()).isEqualTo("complete");
        JsonNode rewrite = json.get("statements").get(0);
        assertThat(rewrite.get("result").asString()).isEqualTo("ran");
        assertThat(rewrite.get("line").asInt()).isEqualTo(5);
        assertThat(rewrite.get("rewritten").get(0).asString()).isEqualTo("tickets");
        assertThat(rewrite.get("locks").get(0).get("mode").asString()).isEqualTo("ACCESS EXCLUSIVE");
        assertThat(rewrite.get("wal").asLong()).isPositive();
        assertThat(json.get("remains").get("deadRows").get(0).get("rows").asInt())
                .isEqualTo(10);
    }

    @Test
    void theMarkdownHasATable() {
        assertThat(onDatabase.run("rehearse", "--markdown").out())
                .contains(
                        "### Rehearsal",
                        "| statement | time | what it does |",
                        ":5` ALTER TABLE tickets ALTER COLUMN n TYPE bigint |",
                        "ACCESS EXCLUSIVE on tickets");
    }

    @Test
    void whatNoTransactionTakesRunsOnACopy() throws Exception {
        write("CREATE INDEX CONCURRENTLY title_idx ON tickets (title);\nALTER INDEX title_idx RENAME TO title_index;");

        Shell.Ended rehearsal = onDatabase.run("rehearse");

        assertThat(rehearsal.exitCode()).isZero();
        assertThat(rehearsal.out())
                .contains(
                        "left out  CREATE INDEX CONCURRENTLY title_idx ON tickets (title)",
                        "it cannot run in a transaction",
                        "it may need what was left out before it",
                        "2 statements left out.");
        assertThat(rehearsal.out().lines().filter(line -> line.contains("it ran on a copy of the schema")))
                .hasSize(2);
        assertThat(onDatabase.run("rehearse", "--no-copy").out()).doesNotContain("copy of the schema");

        write("CREATE INDEX CONCURRENTLY title_idx ON tickets (missing);");
        assertThat(onDatabase.run("rehearse").out()).contains("it did not run on a copy of the schema", "missing");
    }

    @Test
    void aFailureAndALimitHaveExitCodes() throws Exception {
        write("ALTER TABLE tickets ADD CHECK (n > 5);");
        Shell.Ended failed = onDatabase.run("rehearse");
        assertThat(failed.exitCode()).isEqualTo(1);
        assertThat(failed.out()).contains("failed  ALTER TABLE tickets ADD CHECK (n > 5)", "SQLSTATE 23514");

        write("SELECT pg_sleep(60);");
        Shell.Ended limited = onDatabase.run("rehearse", "--time-limit", "300ms");
        assertThat(limited.exitCode()).isEqualTo(3);
        assertThat(limited.out()).contains("cancelled  SELECT pg_sleep(60)", "(--time-limit)", "did not reach its end");
    }

    @Test
    void nothingPendingIsSaid() {
        onDatabase.run("upgrade");

        assertThat(onDatabase.run("rehearse").out()).isEqualToIgnoringNewLines("Nothing is pending.");
    }

    @Test
    void aSizeNeedsAUnit() {
        Shell.Ended ended = onDatabase.run("rehearse", "--wal-limit", "5");

        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.err()).contains("500MB");
    }
}
