// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/** Imports scripts whose names follow other settings than Flyway's defaults. */
class ImportFlywayNamingTests extends AbstractImportTests {

    @Test
    void configuredPrefixesSeparatorAndSuffixesAreUsed() throws Exception {
        shell.write("sql/W1-a.ddl", "CREATE TABLE a ();\n")
                .write("sql/X1-a.ddl", "DROP TABLE a;\n")
                .write("sql/Y-v.psql", "CREATE OR REPLACE VIEW v AS SELECT 1 AS one;\n");

        shell.run(
                        "import",
                        "flyway",
                        "--flyway-location=sql",
                        "--sql-migration-prefix=W",
                        "--undo-sql-migration-prefix=X",
                        "--repeatable-sql-migration-prefix=Y",
                        "--sql-migration-separator=-",
                        "--sql-migration-suffix=.ddl",
                        "--sql-migration-suffix=.psql",
                        "--yes")
                .well();

        assertThat(shell.files("revisions")).containsExactly("repeatable/v.sql", "v1_a.sql");
        assertThat(shell.read("revisions/v1_a.sql")).endsWith("-- @downgrade\nDROP TABLE a;\n");
    }

    @Test
    void thePrefixOfVersionedScriptsMayBeEmpty() throws Exception {
        shell.write("sql/1__a.sql", "CREATE TABLE a ();").write("sql/2.1__b.sql", "CREATE TABLE b ();");
        shell.write("sql/U1__a.sql", "DROP TABLE a;").write("sql/R__v.sql", "SELECT 1;");

        shell.run("import", "flyway", "--flyway-location=sql", "--sql-migration-prefix=", "--yes")
                .well();

        assertThat(shell.files("revisions")).containsExactly("repeatable/v.sql", "v1_a.sql", "v2_1_b.sql");
        assertThat(shell.read("revisions/v1_a.sql")).endsWith("-- @downgrade\nDROP TABLE a;\n");
    }

    @Test
    void theValueOfAPlaceholderMayBeAnOption() throws Exception {
        shell.write("sql/V1__a.sql", "CREATE TABLE ${name} ();");

        Shell.Ended refused = shell.run("import", "flyway", "--flyway-location=sql", "--yes");
        Shell.Ended imported = shell.run("import", "flyway", "--flyway-location=sql", "-x", "name=a", "--yes");

        assertThat(imported.exitCode()).isZero();
        assertThat(imported.out()).contains("not stored", "migration.variables.name in migration.properties");

        assertThat(refused.err()).contains("'${name}' is a placeholder without a value here.");
        assertThat(shell.read("revisions/v1_a.sql")).endsWith("CREATE TABLE ${name} ();\n");
        assertThat(shell.run("upgrade", "--sql", "-x", "name=other").out()).contains("CREATE TABLE other ();");
    }

    /** The time limit ends an import whose cost grows faster than the number of its scripts: that one would take hours. */
    @Test
    @Timeout(60)
    void aThousandScriptsAreImportedAndImportedAgain() throws Exception {
        for (int version = 1; version <= 1_000; version++) {
            shell.write("sql/V" + version + "__t.sql", "CREATE TABLE t" + version + " (id int);\n".repeat(20));
        }

        Shell.Ended first = shell.run("import", "flyway", "--flyway-location=sql", "--yes");
        Shell.Ended second = shell.run("import", "flyway", "--flyway-location=sql", "--yes");

        assertThat(first.out()).contains("Wrote 1000 files.");
        assertThat(second.out()).contains("Wrote 0 files.");
    }
}
