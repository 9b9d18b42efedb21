// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli;

import java.io.IOException;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The SQL of a command for a reader: {@code --sql --plain} and {@code plan -v}. */
class PlainSqlTests extends AbstractImportTests {

    @BeforeEach
    void writeScripts() throws IOException {
        shell.write(
                        "revisions/a.sql",
                        "-- create a\n-- @revision a\n-- @upgrade\n\n-- for ${who}\nCREATE TABLE a (n int DEFAULT ${n});\n\n"
                                + "-- @downgrade\nDROP TABLE a; -- ${n}\n")
                .write(
                        "revisions/b.sql",
                        "-- index\n-- @revision b\n-- @revises a\n-- @upgrade\nCREATE INDEX CONCURRENTLY ix ON a (n);\n"
                                + "-- @downgrade\nDROP INDEX ix;\n")
                .write("revisions/c.sql", "-- @revision c\n-- @revises b\n-- @upgrade\n-- @downgrade\n")
                .write("revisions/v.sql", "-- @repeatable v\nCREATE OR REPLACE VIEW v AS SELECT '${pw}' AS pw;\n")
                .write("revisions/h.sql", "-- @hook before-upgrade\nSELECT ${n};\n")
                .write("revisions/r.sql", "-- @hook after-revision\nSELECT 2;\n")
                .write(
                        "migration.properties",
                        "migration.variables.n=7\nmigration.variables.secret=pw\nmigration.variables.who=us\n");
    }

    @Test
    void theTextHasTheStatementsAndACommentForEachRevision() throws Exception {
        Shell.Ended plain = shell.run("upgrade", "--sql", "--plain", "-x", "n=8", "-x", "pw=geheim");

        assertThat(plain.well().out().lines())
                .containsExactly(
                        "-- Upgrade from base to c: 3 revisions. For reading: it records nothing, so that psql stops here."
                                + " Without --plain it is for psql.",
                        "\\quit",
                        "",
                        "-- Hook after-revision, in each revision (" + path("r") + ")",
                        "SELECT 2;",
                        "",
                        "-- Hook before-upgrade (" + path("h") + ")",
                        "SELECT 8;",
                        "",
                        "-- Upgrade a: create a (" + path("a") + ")",
                        "-- for us",
                        "CREATE TABLE a (n int DEFAULT 8);",
                        "",
                        "-- Upgrade b: index (" + path("b") + ", not in one transaction)",
                        "CREATE INDEX CONCURRENTLY ix ON a (n);",
                        "",
                        "-- Upgrade c (" + path("c") + ")",
                        "",
                        "-- Repeatable v (" + path("v") + ")",
                        "CREATE OR REPLACE VIEW v AS SELECT '${pw}' AS pw;");
    }

    @Test
    void aDowngradeAndAStampAreShown() throws Exception {
        assertThat(shell.run("downgrade", "heads:base", "--sql", "--plain")
                        .well()
                        .out())
                .contains("-- Downgrade b: index", "DROP INDEX ix;", "DROP TABLE a; -- 7")
                .doesNotContain("BEGIN", "migration_revision");
        assertThat(shell.run("stamp", "b", "--sql", "--plain").well().out().lines())
                .contains("-- Stamp a: create a (runs nothing)", "-- Stamp b: index (runs nothing)");
    }

    @Test
    void psqlRunsNothingOfIt() throws Exception {
        shell.write("plain.sql", shell.run("upgrade", "--sql", "--plain").well().out());

        Process psql = new ProcessBuilder("psql", "-X", "-f", "plain.sql", CommandLineJar.uri(database))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("psql.txt").toFile())
                .start();

        assertThat(psql.waitFor()).isZero();
        assertThat(shell.read("psql.txt")).isEmpty();
        assertThat(Catalog.definitions(database)).isEmpty();
    }

    @Test
    void itNeedsSql() {
        Shell.Ended refused = shell.run("upgrade", "--plain");

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("--plain was given without --sql.", "Add --sql.");
    }

    @Test
    void aPlanShowsTheValuesOfVariables() {
        for (List<String> format : List.of(List.of("plan", "-v"), List.of("plan", "-v", "--json"))) {
            assertThat(onDatabase.run(format.toArray(String[]::new)).well().out())
                    .contains("DEFAULT 7", "for us");
        }
        assertThat(onDatabase.run("plan", "-v", "-x", "n=9", "-x", "pw=geheim").out())
                .contains("DEFAULT 9")
                .doesNotContain("geheim");
        assertThat(onDatabase
                        .run("deploy", "--dry-run", "-v", "-x", "n=9", "-x", "pw=geheim")
                        .out())
                .contains("DEFAULT 9");
        assertThat(shell.run("show", "a").out()).contains("DEFAULT ${n}");
    }

    @Test
    void theTextEndsQuietlyWhenItsReaderDoes() throws Exception {
        shell.write("revisions/a.sql", "-- @revision a\n-- @upgrade\nSELECT '" + "x".repeat(300_000) + "';\n");
        PageTerminal terminal = PageTerminal.of(directory, database);

        assertThat(terminal.type("migration upgrade a --sql | head -1 > head.txt; echo ${PIPESTATUS[0]}"))
                .containsExactly("141");
        assertThat(shell.read("head.txt")).startsWith("-- Upgrade from base to a");
        assertThat(terminal.type("migration upgrade a --sql > /dev/full; echo $?"))
                .anyMatch(line -> line.contains("standard output accepted only a part of the SQL"))
                .endsWith("1");
    }

    private String path(String name) {
        return directory.resolve("revisions").resolve(name + ".sql").toString();
    }
}
