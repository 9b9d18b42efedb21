// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

import dev.migration.test.postgres.PostgresDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** drift, diff and check-branches: text, JSON and exit codes. */
@ResourceLock(value = "scratch databases", mode = ResourceAccessMode.READ)
class SchemaCommandTests extends AbstractImportTests {

    private static final Path PAGE = Path.of("../docs/schema.md");

    @BeforeEach
    void writeRevisions() throws Exception {
        shell.write(
                "revisions/a1.sql",
                "-- @revision a1\n-- @upgrade\nCREATE TABLE tickets (id int, status text DEFAULT 'open');\n"
                        + "-- @downgrade\nDROP TABLE tickets;\n");
        shell.write(
                "revisions/b1.sql",
                "-- @revision b1\n-- @revises a1\n-- @upgrade\nCREATE INDEX status_idx ON tickets (status);\n"
                        + "-- @downgrade\nDROP INDEX status_idx;\n");
    }

    @Test
    void aDatabaseThatNobodyChangedHasNoDrift() {
        onDatabase.run("upgrade");

        Shell.Ended drift = onDatabase.run("drift");

        assertThat(drift.exitCode()).isZero();
        assertThat(drift.out()).isEqualToIgnoringNewLines("The database is what its revisions mean, at b1.");
    }

    @Test
    void driftNamesWhatSomebodyChangedWithBothValues() throws Exception {
        onDatabase.run("upgrade");
        database.execute("ALTER TABLE tickets ALTER COLUMN status SET DEFAULT 'pending'");
        database.execute("CREATE INDEX hot_idx ON tickets (id) WHERE status = 'open'");
        database.execute("DROP INDEX status_idx");

        Shell.Ended drift = onDatabase.run("drift");
        JsonNode json = read(onDatabase.run("drift", "--json"));

        assertThat(drift.exitCode()).isEqualTo(3);
        assertThat(drift.out().lines())
                .containsExactly(
                        "The database differs from what its revisions mean, at b1, in 3 objects:",
                        "  ~ column public.tickets.status",
                        "      default: 'open'::text in the revisions, 'pending'::text in the database",
                        "  + index public.hot_idx  only in the database",
                        "      CREATE INDEX hot_idx ON public.tickets USING btree (id) WHERE (status = 'open'::text)",
                        "  - index public.status_idx  only in the revisions",
                        "      CREATE INDEX status_idx ON public.tickets USING btree (status)");
        assertThat(Files.readString(PAGE)).contains(drift.out());
        assertThat(json.at("/differences/0").toString())
                .isEqualTo(
                        "{\"change\":\"changed\",\"kind\":\"column\",\"name\":\"public.tickets.status\",\"schema\":\"public\","
                                + "\"facts\":[{\"fact\":\"adbin\",\"from\":\"'open'::text\",\"to\":\"'pending'::text\"}]}");
    }

    @Test
    void anUpgradeIsRefusedOnASchemaThatSomebodyChanged() throws Exception {
        shell.write("migration.properties", "migration.verify-schema=refuse\n");
        onDatabase.run("upgrade", "a1");
        database.execute("ALTER TABLE tickets ALTER COLUMN status SET DEFAULT 'pending'");
        database.execute("CREATE INDEX hot_idx ON tickets (id)");
        database.execute("CREATE TABLE extra (id int)");

        Shell.Ended refused = onDatabase.run("upgrade");
        shell.write("migration.properties", "migration.verify-schema=warn\n");
        Shell.Ended warned = onDatabase.run("upgrade");

        assertThat(refused.exitCode()).isEqualTo(5);
        String time = "(?<=left on )[^;]+";
        assertThat(Files.readString(PAGE).replaceFirst(time, "…"))
                .contains(refused.err()
                        .lines()
                        .limit(4)
                        .collect(Collectors.joining("\n"))
                        .replaceFirst(time, "…"));
        assertThat(warned.exitCode()).isZero();
        assertThat(warned.out()).contains("+ index public.hot_idx");
    }

    @Test
    void driftComparesTheAppliedRevisionsOnly() {
        onDatabase.run("upgrade", "a1");

        Shell.Ended drift = onDatabase.run("drift");

        assertThat(drift.exitCode()).isZero();
        assertThat(drift.out()).contains("at a1.", "1 revision pending");
    }

    @Test
    void driftLeavesOutWhatTheRevisionsDoNotOwn() throws Exception {
        shell.write(
                "revisions/c1.sql",
                "-- @revision c1\n-- @revises b1\n-- @upgrade\nCREATE TABLE parts (id int PRIMARY KEY) PARTITION BY RANGE (id);\n");
        onDatabase.run("upgrade");
        database.execute("CREATE TABLE part_1 PARTITION OF parts FOR VALUES FROM (0) TO (10)");
        database.execute("CREATE TABLE shedlock (name text)");
        database.execute("CREATE SCHEMA other CREATE TABLE t (id int)");
        database.execute("CREATE PUBLICATION everything FOR TABLE tickets");

        assertThat(onDatabase.run("drift").exitCode()).isZero();
        assertThat(onDatabase.run("drift", "--all").out())
                .contains(
                        "+ publication everything",
                        "+ schema other",
                        "+ table public.shedlock",
                        "+ table public.part_1")
                .doesNotContain("migration_revision");
    }

    @Test
    void diffComparesRevisionsAndDatabases(PostgresDatabase postgres) throws Exception {
        onDatabase.run("upgrade");

        assertThat(onDatabase.run("diff", "revisions", "database").out())
                .isEqualToIgnoringNewLines("The schemas are equal.");
        Shell.Ended before = onDatabase.run("diff", "revisions@a1", "revisions");
        assertThat(before.exitCode()).isEqualTo(3);
        assertThat(before.out())
                .contains("The schemas differ in 1 object:", "+ index public.status_idx  only in revisions");
        try (PostgresDatabase empty = postgres.createDatabase()) {
            String url = empty.url() + "?user=" + empty.username() + "&password=" + empty.password();

            assertThat(onDatabase.run("diff", "database", url).out())
                    .contains("- table public.tickets  only in database")
                    .doesNotContain("column", empty.password() + "\n");
        }
        shell.write("revisions/c1.sql", "-- @revision c1\n-- @revises b1\n-- @upgrade\nSELECT 1 / 0;\n");
        Shell.Ended failed = onDatabase.run("diff", "revisions", "database");
        assertThat(failed.exitCode()).isEqualTo(1);
        assertThat(failed.err()).contains("On a scratch database", "your database was not changed", "22012");
        assertThat(onDatabase.run("diff", "revision", "database").exitCode()).isEqualTo(2);
        assertThat(onDatabase.run("diff", "revisions@zz", "database").exitCode())
                .isEqualTo(2);
    }

    @Test
    void branchesThatDoNotCommuteAreShownWithBothResults() throws Exception {
        shell.write(
                "revisions/c1.sql",
                "-- @revision c1\n-- @revises a1\n-- @upgrade\nALTER TABLE tickets ALTER COLUMN status SET DEFAULT 'new';\n");
        assertThat(onDatabase.run("check-branches").out())
                .isEqualToIgnoringNewLines("b1 and c1: the order does not matter");
        assertThat(onDatabase.run("merge", "-m", "join", "--prove", "b1", "c1").exitCode())
                .isZero();
        Files.delete(shell.folder().resolve("revisions").resolve(merged()));
        shell.write(
                "revisions/b1.sql",
                "-- @revision b1\n-- @revises a1\n-- @upgrade\nALTER TABLE tickets ALTER COLUMN status SET DEFAULT 'pending';\n");

        Shell.Ended check = onDatabase.run("check-branches");
        JsonNode json = read(onDatabase.run("check-branches", "--json"));

        assertThat(check.exitCode()).isEqualTo(3);
        assertThat(check.out().lines())
                .startsWith(
                        "b1 and c1: the order matters in 1 place",
                        "  ~ column public.tickets.status",
                        "      default: 'new'::text in the order b1, c1, 'pending'::text in the order c1, b1");
        assertThat(json.at("/pairs/0/heads").toString()).isEqualTo("[\"b1\",\"c1\"]");
        assertThat(json.at("/commutes").asBoolean()).isFalse();
        assertThat(Files.readString(PAGE)).contains(check.out());
        Shell.Ended merge = onDatabase.run("merge", "-m", "join", "--prove");
        assertThat(merge.exitCode()).isEqualTo(1);
        assertThat(merge.err()).contains("'new'::text in the order b1, c1", "@depends-on", "Without --prove");
        assertThat(shell.files("revisions")).hasSize(3);
    }

    @Test
    void aRoleThatMayNotReadACatalogIsTold(PostgresDatabase postgres) {
        onDatabase.run("upgrade");
        database.execute("CREATE ROLE reader_" + postgres.name() + " LOGIN PASSWORD 'r'");
        database.execute("GRANT SELECT ON migration_revision, migration_history TO reader_" + postgres.name());
        try {
            database.execute("ALTER ROLE reader_" + postgres.name() + " CREATEDB");
            assertThat(shell.as(postgres, "reader_" + postgres.name(), "r")
                            .run("drift")
                            .out())
                    .contains(
                            "The database is what its revisions mean",
                            "pg_user_mapping is not compared: the role may not read it");
        } finally {
            database.execute("DROP OWNED BY reader_" + postgres.name());
            database.execute("DROP ROLE reader_" + postgres.name());
        }
    }

    private String merged() {
        return shell.files("revisions").stream()
                .filter(file -> file.contains("join"))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode read(Shell.Ended ended) {
        return new ObjectMapper().readTree(ended.out());
    }
}
