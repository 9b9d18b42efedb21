// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.migration.test.postgres.PostgresDatabase;
import dev.migration.test.postgres.PostgresTest;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code plan --out}, and {@code upgrade --plan} and {@code deploy --plan} with its file. */
@PostgresTest
class SavedPlanCommandTests {

    private final JsonMapper json = new JsonMapper();

    @TempDir
    private Path folder;

    private PostgresDatabase database;
    private Shell shell;

    @BeforeEach
    void writeRevisions(PostgresDatabase postgres) throws IOException {
        postgres.reset();
        database = postgres;
        shell = Shell.in(folder).on(postgres);
        revision("a", "", "CREATE TABLE tickets (id int, title text);");
        shell.run("upgrade").well();
        revision("b", "a", "CREATE INDEX titles ON tickets (title);");
        shell.write("revisions/r.sql", "-- @repeatable r\nCREATE OR REPLACE VIEW r AS SELECT id FROM tickets;\n");
    }

    @Test
    void theFileShowsClassLocksAndSqlOfEachRevision() throws Exception {
        assertThat(shell.run("plan", "--out", "plan.json").well().out())
                .contains("+b", "Saved as plan.json.", "upgrade --plan plan.json");

        JsonNode plan = json.readTree(shell.read("plan.json"));

        assertThat(plan.at("/format").stringValue()).isEqualTo("migration-plan");
        assertThat(plan.at("/version").intValue()).isEqualTo(1);
        assertThat(plan.at("/database/name").stringValue()).isEqualTo(database.name());
        assertThat(plan.at("/before/0").stringValue()).isEqualTo("a");
        assertThat(plan.at("/after/0").stringValue()).isEqualTo("b");
        JsonNode revision = plan.at("/revisions/0");
        assertThat(revision.at("/name").stringValue()).isEqualTo("b");
        assertThat(revision.at("/message").stringValue()).isEqualTo("Message of b");
        assertThat(revision.at("/class").stringValue()).isEqualTo("blocking");
        assertThat(revision.at("/locks/0/mode").stringValue()).isEqualTo("SHARE");
        assertThat(revision.at("/locks/0/table").stringValue()).isEqualTo("tickets");
        assertThat(revision.at("/checksum").stringValue()).startsWith("v1:");
        assertThat(revision.at("/sql").stringValue()).contains("CREATE INDEX titles ON tickets (title);");
        assertThat(plan.at("/repeatables/0/name").stringValue()).isEqualTo("r");
        assertThat(plan.at("/digest").stringValue()).startsWith("sha256:");
    }

    @Test
    void aRefusedPlanSaysThatNoFileWasWrittenAndLeavesAnOlderOne() throws Exception {
        shell.run("plan", "--out", "plan.json").well();
        String before = shell.read("plan.json");
        revision("a", "", "CREATE TABLE tickets (id bigint, title text);");

        Shell.Ended older = shell.run("plan", "--out", "plan.json");
        Shell.Ended missing = shell.run("plan", "--out", "new.json");
        Shell.Ended asJson = shell.run("plan", "--out", "new.json", "--json");

        assertThat(older.exitCode()).isEqualTo(5);
        assertThat(older.err()).contains("No plan was saved: ", "plan.json is as it was before this command.");
        assertThat(shell.read("plan.json")).isEqualTo(before);
        assertThat(missing.err()).contains("No plan was saved: ", "new.json was not written.");
        assertThat(folder.resolve("new.json")).doesNotExist();
        assertThat(json.readTree(asJson.out()).at("/notSaved").stringValue()).endsWith("new.json");
        assertThat(shell.run("plan", "--out", "new.json", "nowhere").err()).contains("new.json was not written.");
    }

    @Test
    void upgradeAppliesItAndFindsItDoneTheSecondTime() {
        shell.run("plan", "--out", "plan.json").well();

        assertThat(shell.run("upgrade", "--plan", "plan.json").well().out())
                .contains("Done: 1 revision", "The database is at b.");
        assertThat(shell.run("upgrade", "--plan", "plan.json").well().out())
                .contains("The saved plan is applied already.", "Nothing to upgrade. The database is at b.");
    }

    @Test
    void deployAppliesItOrRefusesItBeforeAnyStepThatChangesSomething() throws Exception {
        shell.run("plan", "--out", "plan.json").well();
        revision("c", "b", "SELECT 1;");

        Shell.Ended refused = shell.run("deploy", "--plan", "plan.json");

        assertThat(refused.exitCode()).isEqualTo(5);
        assertThat(refused.err()).contains("The revision c (", "is not in the plan", "plan --out FILE");
        shell.run("plan", "--out", "plan.json").well();
        assertThat(shell.run("deploy", "--plan", "plan.json").well().out()).contains("Deployed. The database is at c.");
        assertThat(shell.run("deploy", "--plan", "plan.json").well().out())
                .contains("The saved plan is applied already.", "Nothing to upgrade.");
    }

    @Test
    void aMovedDatabaseIsRefusedWithAllReasonsAsJson() throws Exception {
        shell.run("plan", "--out", "plan.json").well();
        shell.run("downgrade", "base").well();
        revision("b", "a", "CREATE INDEX titles ON tickets (title, id);");

        Shell.Ended moved = shell.run("upgrade", "--plan", "plan.json", "--json");
        assertThat(moved.exitCode()).isEqualTo(5);
        JsonNode report = json.readTree(moved.out());
        assertThat(report.at("/error/reasons").valueStream().map(JsonNode::stringValue))
                .anyMatch(reason -> reason.contains("the database is at base"))
                .anyMatch(reason -> reason.contains("The revision b") && reason.contains("was edited"));
    }

    @Test
    void aPlanOfAnotherDatabaseIsRefused(PostgresDatabase postgres) {
        shell.run("plan", "--out", "plan.json").well();
        try (PostgresDatabase other = postgres.createDatabase()) {
            Shell.in(folder).on(other).run("upgrade", "a").well();

            Shell.Ended refused = Shell.in(folder).on(other).run("upgrade", "--plan", "plan.json");

            assertThat(refused.exitCode()).isEqualTo(5);
            assertThat(refused.err())
                    .contains("made for database '" + database.name() + "'", "this is '" + other.name() + "'");
        }
    }

    @Test
    void aDamagedFileIsRefused() throws Exception {
        shell.run("plan", "--out", "plan.json").well();

        assertThat(fault(text -> text.replace("(title)", "(id)"))).contains("was changed after it was saved");
        assertThat(fault(text -> text.substring(0, text.length() / 2))).contains("is not a saved plan");
        assertThat(fault(text -> "[]")).contains("is not a saved plan");
        assertThat(fault(text -> text.replace("migration-plan", "other"))).contains("is not a saved plan");
        assertThat(fault(text -> text.replace("\"version\": 1", "\"version\": 2")))
                .contains("version 2 of the format", "reads version 1");
        assertThat(shell.run("upgrade", "--plan", "missing.json").exitCode()).isEqualTo(2);
    }

    @Test
    void anotherLayoutOfTheSameContentIsTheSamePlan() throws Exception {
        shell.run("plan", "--out", "plan.json").well();
        shell.write("plan.json", shell.read("plan.json").replace("\n", "\r\n    "));

        shell.run("upgrade", "--plan", "plan.json").well();
    }

    @Test
    void aFileThatCannotBeReadOrWrittenIsNamedWithTheReason() throws Exception {
        Files.write(shell.folder().resolve("latin.json"), new byte[] {'{', (byte) 0xE4, '}'});

        assertThat(shell.run("upgrade", "--plan", "none.json").err())
                .contains("none.json cannot be read: there is no such file or folder.")
                .doesNotContain("Exception");
        assertThat(shell.run("upgrade", "--plan", "latin.json").err())
                .contains("latin.json cannot be read: it is no text in UTF-8.")
                .doesNotContain("Exception");
        assertThat(shell.run("plan", "--out", "none/plan.json").err())
                .contains("cannot be written to", "there is no such file or folder.")
                .doesNotContain("Exception");
    }

    @Test
    void secretsAreNotInTheFile() throws Exception {
        revision("b", "a", "CREATE ROLE x_${name} PASSWORD '${pw}'; DROP ROLE x_${name};");
        String[] values = {"-x", "name=robot", "-x", "pw=hunter2", "-x", "secret=pw"};

        shell.run("plan", "--out", "plan.json", values[0], values[1], values[2], values[3], values[4], values[5])
                .well();

        assertThat(shell.read("plan.json")).contains("x_robot").doesNotContain("hunter2");
    }

    @Test
    void optionsThatContradictEachOtherAreRefused() throws Exception {
        shell.run("plan", "--out", "plan.json").well();

        assertThat(shell.run("upgrade", "b", "--plan", "plan.json").exitCode()).isEqualTo(2);
        assertThat(shell.run("upgrade", "--sql", "--plan", "plan.json").exitCode())
                .isEqualTo(2);
        assertThat(shell.run("deploy", "--rollback", "a", "--plan", "plan.json").exitCode())
                .isEqualTo(2);
        assertThat(shell.run("plan", "--out", "missing/plan.json").err()).contains("cannot be written");
        shell.write("notes.txt", "Mine.");
        assertThat(shell.run("plan", "--out", "notes.txt").err()).contains("notes.txt exists and is no saved plan");
        assertThat(shell.read("notes.txt")).isEqualTo("Mine.");
        assertThat(shell.run("upgrade", "--plan", "plan.json", "--finish-background")
                        .exitCode())
                .isEqualTo(2);
    }

    private String fault(UnaryOperator<String> damage) throws IOException {
        shell.write("damaged.json", damage.apply(shell.read("plan.json")));
        Shell.Ended refused = shell.run("upgrade", "--plan", "damaged.json");
        assertThat(refused.exitCode()).as(refused.out()).isEqualTo(2);
        assertThat(refused.err()).contains("What to do");
        return refused.err();
    }

    private void revision(String id, String revises, String upgrade) throws IOException {
        shell.write(
                "revisions/" + id + ".sql",
                "-- Message of " + id + "\n-- @revision " + id + "\n"
                        + (revises.isEmpty() ? "" : "-- @revises " + revises + "\n")
                        + "-- @upgrade\n" + upgrade + "\n-- @downgrade\nSELECT 1;\n");
    }
}
