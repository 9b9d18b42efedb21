// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

import static org.assertj.core.api.Assertions.assertThat;

/** verify --round-trip. */
@ResourceLock(value = "scratch databases", mode = ResourceAccessMode.READ)
class RoundTripCommandTests extends AbstractImportTests {

    private void write(String id, String parent, String upgrade, String downgrade) throws Exception {
        shell.write(
                "revisions/" + id + ".sql",
                "-- @revision " + id + "\n" + (parent.isEmpty() ? "" : "-- @revises " + parent + "\n") + "-- @upgrade\n"
                        + upgrade + "\n" + downgrade);
    }

    @Test
    void downgradesThatRevertAreCountedAndIrreversibleOnesAreListed() throws Exception {
        write("a1", "", "CREATE TABLE t (id int);", "-- @downgrade\nDROP TABLE t;\n");
        write("b1", "a1", "CREATE TABLE u (id int);", "");

        Shell.Ended verify = onDatabase.run("verify", "--round-trip");

        assertThat(verify.exitCode()).isZero();
        assertThat(verify.out())
                .contains(
                        "1 of 2 revisions went up, down and up, and left the same schema and rows.",
                        "Without a downgrade: b1.");
    }

    @Test
    void aDowngradeThatLeavesSomethingIsFound() throws Exception {
        write("a1", "", "CREATE TABLE t (id int);", "-- @downgrade\nDROP TABLE t;\n");
        write(
                "b1",
                "a1",
                "ALTER TABLE t ADD COLUMN x int; CREATE TABLE IF NOT EXISTS forgotten (id int);",
                "-- @downgrade\nALTER TABLE t DROP COLUMN x;\n");

        Shell.Ended verify = onDatabase.run("verify", "--round-trip");

        assertThat(verify.exitCode()).isEqualTo(3);
        assertThat(verify.out())
                .contains(
                        "b1: the downgrade leaves another schema:",
                        "table public.forgotten  only in after the downgrade");
        assertThat(onDatabase.run("--json", "verify", "--round-trip").out()).contains("\"reversible\": true");
    }

    @Test
    void aDowngradeThatLosesGeneratedRowsIsFoundUnlessItMay() throws Exception {
        write("a1", "", "CREATE TABLE t (id int PRIMARY KEY, note text);", "-- @downgrade\nDROP TABLE t;\n");
        write("b1", "a1", "ALTER TABLE t DROP COLUMN note;", "-- @downgrade\nALTER TABLE t ADD COLUMN note text;\n");

        Shell.Ended verify = onDatabase.run("verify", "--round-trip");

        assertThat(verify.exitCode()).isEqualTo(3);
        assertThat(verify.out())
                .contains("b1: the downgrade loses rows: public.t: note differs in 2 of 3 rows", "1 of 2 revisions");
        assertThat(onDatabase
                        .run("verify", "--round-trip", "--no-generated-rows")
                        .exitCode())
                .isZero();
        Shell.Ended accepted = onDatabase.run("--json", "verify", "--round-trip", "--may-lose-rows", "b1");
        assertThat(accepted.exitCode()).isZero();
        assertThat(accepted.out())
                .contains("\"table\": \"public.t\"", "\"missing\": 0", "\"note\": 2", "\"mayLoseRows\": true");
    }

    @Test
    void rowsOfAFileComeAfterItsRevision() throws Exception {
        write("a1", "", "CREATE TABLE t (id int PRIMARY KEY, note text);", "-- @downgrade\nDROP TABLE t;\n");
        write("b1", "a1", "DELETE FROM t WHERE id = 42;", "-- @downgrade\nSELECT 1;\n");
        shell.write("rows/a1.sql", "INSERT INTO t VALUES (42, 'gone'), (43, 'kept');");

        Shell.Ended verify = onDatabase.run("verify", "--round-trip", "--rows", "rows");

        assertThat(verify.out()).contains("b1: the downgrade loses rows: public.t: 1 of 2 rows are missing");

        shell.write("rows/c9.sql", "SELECT 1;");
        Shell.Ended unknown = onDatabase.run("verify", "--round-trip", "--rows", "rows");
        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.err()).contains("c9.sql", "there is no 'c9'", "abc123.sql");
        assertThat(onDatabase.run("verify", "--rows", "rows").err()).contains("--round-trip");
    }

    @Test
    void tablesThatGetNoRowsAreNamedWithTheReason() throws Exception {
        write(
                "a1",
                "",
                "CREATE TYPE pair AS (x int, y int); CREATE TABLE t (p pair NOT NULL);",
                "-- @downgrade\nDROP TABLE t; DROP TYPE pair;\n");
        write("b1", "a1", "CREATE TABLE u (id int);", "-- @downgrade\nDROP TABLE u;\n");

        Shell.Ended verify = onDatabase.run("verify", "--round-trip");

        assertThat(verify.exitCode()).isZero();
        assertThat(verify.out())
                .contains(
                        "No rows were generated for public.t: no value is known for the type public.pair of the column p.");
    }
}
