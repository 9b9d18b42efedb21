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
                        "1 of 2 revisions went up, down and up, and left the same schema.", "Without a downgrade: b1.");
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
}
