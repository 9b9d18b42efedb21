// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli;

import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

import dev.migration.test.postgres.PostgresDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** heads --prove and merge --prefer. */
@ResourceLock(value = "scratch databases", mode = ResourceAccessMode.READ)
class PreferredMergeTests extends AbstractImportTests {

    private static final String TABLE = "CREATE TABLE tickets (id int, status text DEFAULT 'open');";

    @BeforeEach
    void writeRevisions() throws Exception {
        revision("a1", "base", TABLE, "DROP TABLE tickets;");
    }

    @Test
    void headsProvesThatTheOrderMatters() throws Exception {
        defaults();

        Shell.Ended heads = onDatabase.run("heads", "--prove");
        JsonNode json = new ObjectMapper()
                .readTree(onDatabase.run("heads", "--prove", "--json").out());

        assertThat(heads.exitCode()).isEqualTo(3);
        assertThat(heads.out())
                .contains("b1 (head)", "c1 (head)", "b1 and c1: the order matters in 1 place", "--prefer REVISION");
        assertThat(json.at("/heads")).hasSize(2);
        assertThat(json.at("/commutes").asBoolean()).isFalse();
        assertThat(json.at("/pairs/0/differences/0/name").asString()).isEqualTo("public.tickets.status");
        assertThat(shell.run("heads").exitCode()).isZero();
    }

    @Test
    void headsProvesThatTheOrderDoesNotMatter() throws Exception {
        revision("b1", "a1", "CREATE INDEX i ON tickets (id);", "DROP INDEX i;");
        revision("c1", "a1", "CREATE TABLE teams (id int);", "DROP TABLE teams;");

        Shell.Ended heads = onDatabase.run("heads", "--prove");

        assertThat(heads.exitCode()).isZero();
        assertThat(heads.out()).contains("b1 and c1: the order does not matter");
    }

    @ParameterizedTest
    @CsvSource({"b1, pending", "c1, new"})
    void bothOrdersEndInWhatThePreferredHeadSays(String preferred, String value, PostgresDatabase postgres)
            throws Exception {
        defaults();

        Shell.Ended merge = onDatabase.run("merge", "-m", "join", "--rev-id", "m1", "--prefer", preferred);

        assertThat(merge.exitCode()).as(merge.err()).isZero();
        assertThat(merge.out()).contains("the order matters in 1 place", "Wrote ");
        assertBothOrdersAreEqual(postgres);
        assertThat(defaultOfStatus()).isEqualTo("'" + value + "'::text");
        assertThat(onDatabase.run("heads", "--prove").exitCode()).isZero();
        assertThat(onDatabase.run("downgrade", "base").well().exitCode()).isZero();
    }

    @Test
    void whatOnlyOneOrderHasIsCreatedOrDroppedInTheOther(PostgresDatabase postgres) throws Exception {
        revision(
                "b1",
                "a1",
                "ALTER TABLE tickets ADD COLUMN IF NOT EXISTS team int; ALTER TABLE tickets ADD CONSTRAINT c CHECK (id > 0);"
                        + " CREATE INDEX IF NOT EXISTS i ON tickets (id);"
                        + " CREATE OR REPLACE VIEW v AS SELECT 1 AS a;",
                "DROP VIEW v; DROP INDEX i; ALTER TABLE tickets DROP COLUMN team, DROP CONSTRAINT c;");
        revision(
                "c1",
                "a1",
                "ALTER TABLE tickets ADD COLUMN IF NOT EXISTS team bigint NOT NULL DEFAULT 1;"
                        + " ALTER TABLE tickets DROP CONSTRAINT IF EXISTS c;"
                        + " CREATE INDEX IF NOT EXISTS i ON tickets (status);"
                        + " CREATE OR REPLACE VIEW v AS SELECT 2 AS a; CREATE TABLE IF NOT EXISTS x (id int);"
                        + " ALTER TABLE x ADD CONSTRAINT x_key UNIQUE (id)",
                "DROP TABLE x; DROP VIEW v; DROP INDEX i; ALTER TABLE tickets DROP COLUMN team;");

        Shell.Ended merge = onDatabase.run("merge", "-m", "join", "--rev-id", "m1", "--prefer", "b1");

        assertThat(merge.exitCode()).as(merge.err()).isZero();
        assertBothOrdersAreEqual(postgres);
    }

    @Test
    void nothingIsWrittenForRowsThatDiffer() throws Exception {
        revision("b1", "a1", "INSERT INTO tickets (id) VALUES (1);", "DELETE FROM tickets;");
        revision("c1", "a1", "ALTER TABLE tickets ALTER status SET DEFAULT 'new';", "SELECT 1;");

        Shell.Ended merge = onDatabase.run("merge", "-m", "join", "--prefer", "b1");

        assertThat(merge.exitCode()).isEqualTo(1);
        assertThat(merge.err()).contains("rows of public.tickets", "@depends-on");
        assertThat(shell.files("revisions")).hasSize(3);
    }

    @Test
    void nothingIsWrittenIfValuesWouldBeLostUnconfirmed() throws Exception {
        revision("b1", "a1", "CREATE TABLE IF NOT EXISTS x (id int);", "DROP TABLE x;");
        revision("c1", "a1", "CREATE TABLE IF NOT EXISTS x (id int, name text);", "DROP TABLE x;");

        Shell.Ended refused = onDatabase.run("merge", "-m", "join", "--prefer", "c1");
        Shell.Ended confirmed = onDatabase.run("merge", "-m", "join", "--prefer", "c1", "--allow-drop=x.name");

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains("column public.x.name is dropped", "--allow-drop=public.x.name");
        assertThat(confirmed.exitCode()).as(confirmed.err()).isZero();
        assertThat(onDatabase.run("check-branches").exitCode()).isZero();
    }

    @Test
    void onlyOneOfTwoHeadsCanBePreferred() throws Exception {
        defaults();
        assertThat(onDatabase.run("merge", "--prefer", "a1").err()).contains("none of the merged heads", "b1 or c1");
        revision("d1", "a1", "SELECT 1;", "SELECT 1;");
        assertThat(onDatabase.run("merge", "--prefer", "b1").err()).contains("between two heads");
        assertThat(onDatabase.run("merge", "--allow-drop", "b1", "c1").exitCode())
                .isEqualTo(2);
        assertThat(onDatabase
                        .run("merge", "-m", "two", "--prefer", "b1", "b1", "d1")
                        .exitCode())
                .isZero();
        assertThat(shell.files("revisions")).hasSize(5);
    }

    private void defaults() throws Exception {
        revision("b1", "a1", "ALTER TABLE tickets ALTER status SET DEFAULT 'pending';", "SELECT 1;");
        revision("c1", "a1", "ALTER TABLE tickets ALTER status SET DEFAULT 'new';", "SELECT 1;");
    }

    private void revision(String id, String revises, String upgrade, String downgrade) throws Exception {
        shell.write(
                "revisions/" + id + ".sql",
                "-- @revision " + id + "\n-- @revises " + revises + "\n-- @upgrade\n" + upgrade + "\n-- @downgrade\n"
                        + downgrade + "\n");
    }

    private void assertBothOrdersAreEqual(PostgresDatabase postgres) {
        List.of("b1", "c1", "m1")
                .forEach(target -> onDatabase.run("upgrade", target).well());
        try (PostgresDatabase other = postgres.createDatabase()) {
            List.of("c1", "b1", "m1")
                    .forEach(target -> shell.on(other).run("upgrade", target).well());
            String url = other.url() + "?user=" + other.username() + "&password=" + other.password();

            Shell.Ended diff = onDatabase.run("diff", "database", url);

            assertThat(diff.exitCode()).as(diff.out()).isZero();
        }
    }

    private String defaultOfStatus() {
        return JdbcClient.create(database.dataSource())
                .sql("SELECT pg_get_expr(adbin, adrelid) FROM pg_attrdef WHERE adrelid = 'tickets'::regclass")
                .query(String.class)
                .single();
    }
}
