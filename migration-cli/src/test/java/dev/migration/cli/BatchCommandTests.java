// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** The command that lists statements that run in batches, and sends them requests. */
class BatchCommandTests extends AbstractImportTests {

    @BeforeEach
    void writeRevisions() throws Exception {
        shell.write(
                "revisions/a1.sql",
                "-- @revision a1\n-- @upgrade\nCREATE TABLE t (id int PRIMARY KEY, v int);\n"
                        + "INSERT INTO t SELECT i FROM generate_series(1, 1000) i;\nANALYZE t;\n-- @downgrade\nDROP TABLE t;\n");
        shell.write(
                "revisions/b1.sql",
                "-- @revision b1\n-- @revises a1\n-- @upgrade\n-- @batch table=t key=id\n"
                        + "UPDATE t SET v = 1 WHERE v IS NULL;\n-- @downgrade none\n");
    }

    @Test
    void batchesAreListedWithTheirRows() throws Exception {
        onDatabase.run("upgrade", "a1");
        assertThat(onDatabase.run("batch", "list").out().strip()).isEqualTo("No revision has run in batches.");
        onDatabase.run("upgrade");

        assertThat(onDatabase.run("batch", "list").out().strip())
                .startsWith("b1  DONE  public.t  1,000 of about 1,000 rows");
        JsonNode json = new ObjectMapper()
                .readTree(onDatabase.run("batch", "list", "--json").out());
        assertThat(json.at("/batches/0/changed").asInt()).isEqualTo(1000);
        assertThat(json.at("/batches/0/speed").asInt()).isEqualTo(100);
    }

    @Test
    void aRequestWithoutABatchIsRefused() {
        onDatabase.run("upgrade", "a1");

        Shell.Ended none = onDatabase.run("batch", "pause", "b1");

        assertThat(none.exitCode()).isEqualTo(2);
        assertThat(none.err()).contains("No batch of the revision 'b1' has begun.", "batch list");
        assertThat(onDatabase.run("batch", "stop", "b1").err()).contains("'stop' is not an action of 'batch'.");
        assertThat(onDatabase.run("batch", "pause").err()).contains("'batch pause' needs the id of a revision.");
        assertThat(onDatabase.run("batch", "speed", "b1", "0").err()).contains("a percentage from 1 to 100");
    }
}
