// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Options that are spelled as Alembic spells them. */
class AlembicSpellingTests extends AbstractImportTests {

    @Test
    void aRevisionNeedsNoMessageAndNoDatabase() throws Exception {
        shell.run("init", "-t", "generic", "--rev-id", "a1").well();

        shell.run("revision", "--sql", "--rev-id", "b2").well();

        assertThat(shell.files("revisions")).anyMatch(name -> name.endsWith("_b2_empty_message.sql"));
        assertThat(shell.run("history").out()).contains("a1 -> b2 (head), empty message");
    }

    @Test
    void anotherTemplateOfProjectsIsRefused() {
        for (String template : List.of("multidb", "async")) {
            Shell.Ended refused = shell.run("init", "--template", template);

            assertThat(refused.exitCode()).isEqualTo(2);
            assertThat(refused.err())
                    .contains("There is no template '" + template + "'", "migration.databases.NAME.url");
        }
        assertThat(shell.files("")).isEmpty();
    }

    @Test
    void aTagIsANoteInTheHistory() throws Exception {
        shell.write(
                "revisions/a.sql", "-- @revision a\n-- @upgrade\nCREATE TABLE a ();\n-- @downgrade\nDROP TABLE a;\n");

        onDatabase.run("upgrade", "heads", "--tag", "release 7").well();
        onDatabase.run("downgrade", "base", "--tag", "back to 6").well();

        assertThat(onDatabase.run("history", "--applied").out()).contains("release 7", "back to 6");
        assertThat(shell.run("upgrade", "--sql", "--tag", "by psql").out()).contains("by psql");
        assertThat(shell.run("downgrade", "a:base", "--sql", "--tag", "by psql").out())
                .contains("by psql");
    }

    @Test
    void theNameOfASectionIsThatOfADatabase() throws Exception {
        shell.write(
                        "migration.properties",
                        "migration.databases.orders.locations=filesystem:orders\nmigration.databases.orders.url="
                                + CommandLineJar.uri(database)
                                + "\nmigration.databases.reports.locations=filesystem:reports\n"
                                + "migration.databases.reports.url=jdbc:postgresql://127.0.0.1:1/none\n")
                .write("orders/a.sql", "-- @revision a\n-- @upgrade\nCREATE TABLE a ();\n")
                .write("reports/b.sql", "-- @revision b\n-- @upgrade\nCREATE TABLE b ();\n");

        assertThat(shell.run("-n", "orders", "upgrade", "head").well().out()).contains("The database is at a.");
        assertThat(shell.run("--name", "orders", "current").well().out()).contains("a (head)");
    }
}
