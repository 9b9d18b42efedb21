// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli;

import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Imports scripts of Flyway that begin and end a transaction of their own. */
class ImportFlywayTransactionTests extends AbstractImportTests {

    @Test
    void aPairAroundTheWholeScriptIsLeftOutAndLinesKeepTheirNumbers() throws Exception {
        shell.write(
                "sql/V1__a.sql", "/* a */\nbegin transaction;\n\nCREATE TABLE a (id int);\nEND -- of a\n;\n-- last");
        shell.write("sql/U1__a.sql", "START TRANSACTION;DROP TABLE a;COMMIT");
        shell.write(
                "sql/V2__b.sql",
                "BEGIN;\nCREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1; END;\nCOMMIT WORK;");
        shell.write("sql/R__v.sql", "BEGIN;\nCREATE OR REPLACE VIEW v AS SELECT 1 AS commit;\nCOMMIT;\n");
        Flyway.configure()
                .dataSource(database.url(), database.username(), database.password())
                .locations("filesystem:" + directory.resolve("sql"))
                .load()
                .migrate();

        Shell.Ended imported = run(onDatabase);
        Shell.Ended again = run(onDatabase);

        assertThat(imported.exitCode()).as(imported.err()).isZero();
        assertThat(imported.out())
                .contains("BEGIN and COMMIT around the whole script are left out", "sql/V1__a.sql", "sql/R__v.sql");
        assertThat(shell.read("revisions/v1_a.sql"))
                .endsWith(
                        "-- @upgrade\n/* a */\n\n\nCREATE TABLE a (id int);\n\n-- last\n\n-- @downgrade\nDROP TABLE a;\n");
        assertThat(shell.read("revisions/v2_b.sql")).endsWith("BEGIN ATOMIC SELECT 1; END;\n");
        assertThat(again.out()).contains("Wrote 0 files.");
        assertThat(onDatabase.run("verify").exitCode()).isZero();
        assertThat(shell.on(database.createDatabase()).run("upgrade").err()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "BEGIN; SELECT 1; COMMIT; BEGIN; SELECT 2; COMMIT;",
                "BEGIN ISOLATION LEVEL SERIALIZABLE; SELECT 1; COMMIT;",
                "BEGIN; SELECT 1; ROLLBACK;",
                "BEGIN; SELECT 1; COMMIT AND CHAIN;",
                "BEGIN; SELECT 1;",
                "SELECT 1; COMMIT;"
            })
    void otherTransactionControlIsRefused(String text) throws Exception {
        shell.write("sql/V1__a.sql", text);

        Shell.Ended refused = run(shell);

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains("sql/V1__a.sql:1  ", "begins or ends a transaction.");
        assertThat(shell.files("revisions")).isEmpty();
    }

    private static Shell.Ended run(Shell where) {
        return where.run("import", "flyway", "--flyway-location", "sql", "--yes");
    }
}
