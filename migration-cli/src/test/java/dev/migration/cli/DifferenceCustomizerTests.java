// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli;

import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

import static org.assertj.core.api.Assertions.assertThat;

/** A service that rewrites and vetoes differences: {@link VetoedNames}. */
@ResourceLock(value = "scratch databases", mode = ResourceAccessMode.READ)
class DifferenceCustomizerTests extends AbstractImportTests {

    private static final String TABLES = "CREATE TABLE tickets (id int, vetoed_by_test int DEFAULT 1);\n"
            + "CREATE TABLE gone_vetoed_by_test (id int PRIMARY KEY);\n";

    @BeforeEach
    void writeRevision() throws Exception {
        shell.write(
                "revisions/a1.sql",
                "-- @revision a1\n-- @upgrade\n" + TABLES
                        + "-- @downgrade\nDROP TABLE tickets, gone_vetoed_by_test;\n");
    }

    @Test
    void whatIsVetoedStaysAsTheRevisionsHaveIt() throws Exception {
        shell.write(
                "schema.sql",
                "CREATE TABLE tickets (id int, vetoed_by_test bigint DEFAULT 2, note text);\n"
                        + "CREATE TABLE new_vetoed_by_test (id int PRIMARY KEY);\n"
                        + "CREATE INDEX new_vetoed_by_test_idx ON new_vetoed_by_test (id);\n");

        Shell.Ended written =
                onDatabase.run("revision", "--autogenerate", "--model", "file:schema.sql", "-m", "follow");

        assertThat(written.out()).contains("Found 1 difference:", "+ column public.tickets.note");
        assertThat(text(written)).contains("ADD COLUMN note text").doesNotContain("vetoed_by_test");
        assertThat(onDatabase.run("check", "--model", "file:schema.sql").well().out())
                .contains("The revisions mean what the model is");
        assertThat(onDatabase.run("upgrade").exitCode()).isZero();
        database.execute("DROP TABLE gone_vetoed_by_test");
        assertThat(onDatabase.run("drift").exitCode()).isZero();
        assertThat(onDatabase.run("drift", "--sql").out()).contains("-- The database is what its revisions mean.");
        assertThat(onDatabase.run("diff", "file:schema.sql", "revisions").out()).doesNotContain("vetoed_by_test");
    }

    @Test
    void whatIsRewrittenIsWrittenAndComparedInTheNewForm() throws Exception {
        shell.write("schema.sql", TABLES + "CREATE TABLE filled_by_test (id int);\n");

        Shell.Ended written =
                onDatabase.run("revision", "--autogenerate", "--model", "file:schema.sql", "-m", "follow");

        assertThat(text(written)).contains("fillfactor").contains("CREATE TABLE filled_by_test");
        onDatabase.run("upgrade").well();
        onDatabase.run("downgrade", "base").well();
    }

    @Test
    void aCustomizerThatAnswersForAnotherDifferenceIsNamed() throws Exception {
        shell.write("schema.sql", TABLES + "CREATE TABLE exchanged_by_test (id int);\n");

        Shell.Ended refused =
                onDatabase.run("revision", "--autogenerate", "--model", "file:schema.sql", "-m", "follow");

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err())
                .contains("dev.migration.cli.VetoedNames", "+ table public.exchanged_by_test", "Optional.empty()");
        assertThat(shell.files("revisions")).hasSize(1);
    }

    private String text(Shell.Ended written) throws Exception {
        written.well();
        List<String> files = shell.files("revisions");
        return shell.read("revisions/"
                + files.stream()
                        .filter(file -> !file.equals("a1.sql"))
                        .findFirst()
                        .orElseThrow());
    }
}
