// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli;

import org.junit.jupiter.api.Test;

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
}
