// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Deletes BEGIN and COMMIT around the SQL of scripts that are refused because of them. */
class EditUnwrapTests extends AbstractImportTests {

    private static final String HEADER = "-- @revision a\n-- @upgrade\n";

    @Test
    void theRefusalNamesTheCommandAndItsResultRuns() throws Exception {
        shell.write(
                "revisions/a.sql",
                "\uFEFF-- a\r\n-- @revision a\r\n\r\n-- @upgrade\r\n-- é\r\nBEGIN TRANSACTION;\r\nCREATE TABLE a ();\r\nEND;\r\n-- last\r\n"
                        + "-- @downgrade\r\nbegin work; DROP TABLE a; COMMIT");

        Shell.Ended refused = onDatabase.run("upgrade");
        Shell.Ended unwrapped = shell.run("edit", "--unwrap", "a");

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err())
                .contains("a.sql:6  'BEGIN TRANSACTION' begins or ends a transaction.")
                .contains("a.sql:8  ", "a.sql:11  ", "'edit --unwrap a' deletes this pair.");
        assertThat(unwrapped.well().out()).contains("Deleted BEGIN and COMMIT in ", "a.sql, lines 6, 8, 11.");
        assertThat(shell.read("revisions/a.sql"))
                .isEqualTo(
                        "\uFEFF-- a\r\n-- @revision a\r\n\r\n-- @upgrade\r\n-- é\r\n\r\nCREATE TABLE a ();\r\n\r\n-- last\r\n"
                                + "-- @downgrade\r\n DROP TABLE a; ");
        onDatabase.run("upgrade").well();
        onDatabase.run("downgrade", "base").well();
    }

    @Test
    void withoutANameAllPairsAreDeleted() throws Exception {
        shell.write("revisions/a.sql", HEADER + "BEGIN;\nCREATE TABLE a ();\nCOMMIT;\n")
                .write("revisions/b.sql", "-- @revision b\n-- @revises a\n-- @upgrade\nBEGIN; SELECT 1; COMMIT;\n")
                .write("revisions/v.sql", "-- @repeatable v\nBEGIN;\nCREATE OR REPLACE VIEW v AS SELECT 1;\nCOMMIT;\n")
                .write("revisions/h.sql", "-- @hook after-upgrade\nBEGIN;\nANALYZE;\nCOMMIT;\n");

        Shell.Ended refused = shell.run("heads");
        Shell.Ended unwrapped = shell.run("edit", "--unwrap", "--json");

        assertThat(refused.err()).contains("'edit --unwrap v' deletes", "h.sql' deletes this pair.");
        assertThat(unwrapped.well().out()).contains("a.sql", "b.sql", "v.sql", "h.sql");
        onDatabase.run("upgrade").well();
    }

    @Test
    void onlyTheNamedFileIsChanged() throws Exception {
        String b = "-- @revision b\n-- @revises a\n-- @upgrade\nBEGIN; SELECT 1; COMMIT;\n";
        shell.write("revisions/a.sql", HEADER + "BEGIN;\nCREATE TABLE a ();\nCOMMIT;\n")
                .write("revisions/b.sql", b);

        shell.run("edit", "--unwrap", directory.resolve("revisions/a.sql").toString())
                .well();

        assertThat(shell.read("revisions/a.sql")).isEqualTo(HEADER + "\nCREATE TABLE a ();\n\n");
        assertThat(shell.read("revisions/b.sql")).isEqualTo(b);
        assertThat(shell.run("edit", "--unwrap", "a").err()).contains("No script with a fault is called 'a'.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                HEADER + "BEGIN; SELECT 1; COMMIT; BEGIN; SELECT 2; COMMIT;",
                HEADER + "BEGIN ISOLATION LEVEL SERIALIZABLE; SELECT 1; COMMIT;",
                HEADER + "BEGIN; SELECT 1; ROLLBACK;",
                HEADER + "BEGIN; SELECT 1; COMMIT; SELECT 2;",
                HEADER + "SELECT 1; COMMIT;",
                "-- @revision a\n-- @transaction none\n-- @upgrade\nBEGIN; SELECT 1; COMMIT;"
            })
    void otherTransactionControlStays(String text) throws Exception {
        shell.write("revisions/a.sql", text);

        Shell.Ended refused = shell.run("heads");
        List<Shell.Ended> attempts = List.of(shell.run("edit", "--unwrap", "a"), shell.run("edit", "--unwrap"));

        assertThat(refused.err()).contains("begins or ends a transaction").doesNotContain("--unwrap");
        assertThat(attempts).allSatisfy(attempt -> {
            assertThat(attempt.exitCode()).isEqualTo(2);
            assertThat(attempt.err()).contains("BEGIN and COMMIT around a whole section");
        });
        assertThat(shell.read("revisions/a.sql")).isEqualTo(text);
    }
}
