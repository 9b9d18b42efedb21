// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** survive: statements of a file, text, JSON, exit codes, and what is said without pg_stat_statements. */
@ResourceLock(value = "scratch databases", mode = ResourceAccessMode.READ)
class SurviveCommandTests extends AbstractImportTests {

    @BeforeEach
    void writeRevisions() throws Exception {
        shell.write(
                "revisions/a1.sql",
                "-- @revision a1\n-- @upgrade\nCREATE TABLE tickets (id int PRIMARY KEY, title text, state text NOT NULL DEFAULT 'x');\n");
        onDatabase.run("upgrade");
        shell.write(
                "revisions/b1.sql",
                "-- @revision b1\n-- @revises a1\n-- @upgrade\nALTER TABLE tickets RENAME COLUMN title TO name;\n"
                        + "ALTER TABLE tickets ALTER COLUMN state DROP DEFAULT;\nALTER TABLE tickets ADD CHECK (id > 0) NOT VALID;\n");
        shell.write(
                "app.sql",
                "SELECT title FROM tickets;\nSELECT id FROM tickets;\nINSERT INTO tickets (id) VALUES ($1);\nCOMMIT;\nSELECT * FROM gone;\n");
    }

    @Test
    void whatBreaksIsNamedWithItsRevision() {
        Shell.Ended survive = onDatabase.run("survive", "--statements", "app.sql");

        assertThat(survive.exitCode()).isEqualTo(3);
        assertThat(survive.out())
                .contains(
                        "breaks  b1  SELECT title FROM tickets  app.sql:1",
                        "column \"title\" does not exist (SQLSTATE 42703), at character 8",
                        "fails  b1  INSERT INTO tickets (id) VALUES ($1)  app.sql:3",
                        "it leaves out tickets.state, which is NOT NULL, and loses its default",
                        "may fail  b1  tickets has a new constraint",
                        "1 statement cannot be prepared before the upgrade either",
                        "1 statement not looked at: transaction control and settings",
                        "3 statements can be prepared now. After the upgrade, 1 cannot, and 1 always fails.");
        assertThat(onDatabase
                        .run("survive", "--copy", "--statements", "app.sql")
                        .out())
                .isEqualTo(survive.out());
        assertThat(onDatabase.run("survive", "a1", "--statements", "app.sql").exitCode())
                .isZero();
    }

    @Test
    void linesOfJsonHaveCalls() throws Exception {
        shell.write("app.jsonl", "{\"statement\": \"SELECT title FROM tickets\", \"calls\": 12}\n");

        JsonNode json = new ObjectMapper()
                .readTree(onDatabase
                        .run("survive", "--json", "--statements", "app.jsonl")
                        .out());

        assertThat(json.get("survives").asBoolean()).isFalse();
        assertThat(json.get("broken").get(0).get("calls").asInt()).isEqualTo(12);
        assertThat(json.get("broken").get(0).get("position").asInt()).isEqualTo(8);
        assertThat(json.get("rehearsal").get("end").asString()).isEqualTo("complete");

        shell.write("app.jsonl", "{\"query\": 1}\n");
        assertThat(onDatabase.run("survive", "--statements", "none.sql").err())
                .contains("none.sql cannot be read: there is no such file or folder.");
        assertThat(onDatabase.run("survive", "--statements", "app.jsonl").exitCode())
                .isEqualTo(2);
    }

    @Test
    void withoutTheExtensionItSaysHowToInstallIt() {
        Shell.Ended survive = onDatabase.run("survive");

        assertThat(survive.exitCode()).isEqualTo(1);
        assertThat(survive.err())
                .contains("shared_preload_libraries", "CREATE EXTENSION pg_stat_statements", "--statements FILE");
    }
}
