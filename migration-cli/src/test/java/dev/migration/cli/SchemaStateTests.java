// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.ObjectMapper;

import dev.migration.test.postgres.PostgresDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** The states that check and diff compare: files with SQL, the model, other databases. */
@ResourceLock(value = "scratch databases", mode = ResourceAccessMode.READ)
class SchemaStateTests extends AbstractImportTests {

    private static final String SCHEMA = "CREATE TABLE tickets (id int, status text DEFAULT 'open');\n";

    @BeforeEach
    void writeRevision() throws Exception {
        shell.write(
                "revisions/a1.sql",
                "-- @revision a1\n-- @upgrade\nCREATE TABLE tickets (id int, status text DEFAULT 'open');\n"
                        + "CREATE FUNCTION one() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1; END;\n"
                        + "-- @downgrade\nDROP FUNCTION one();\nDROP TABLE tickets;\n");
    }

    @Test
    void revisionsThatMeanTheModelAreReportedAsEqual() throws Exception {
        shell.write(
                "schema.sql",
                "\uFEFF-- wish\n" + SCHEMA
                        + "CREATE FUNCTION one() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1; END;\n");

        Shell.Ended check = onDatabase.run("check", "--model", "file:schema.sql");

        assertThat(check.exitCode()).as(check.err()).isZero();
        assertThat(check.out()).isEqualToIgnoringNewLines("The revisions mean what the model is: file:schema.sql.");
        assertThat(scratchDatabases()).isEmpty();
    }

    @Test
    void aDatabaseAsModelMayHaveWhatTheRevisionsDoNotOwn(PostgresDatabase postgres) throws Exception {
        try (PostgresDatabase model = postgres.createDatabase()) {
            shell.write("revisions/a1.sql", "-- @revision a1\n-- @upgrade\n" + SCHEMA);
            JdbcClient other = JdbcClient.create(model.dataSource());
            List.of(
                            SCHEMA,
                            "CREATE SCHEMA elsewhere CREATE TABLE t (id int)",
                            "CREATE TABLE parts (id int) PARTITION BY RANGE (id)",
                            "CREATE TABLE part_1 PARTITION OF parts FOR VALUES FROM (0) TO (10)",
                            "CREATE TABLE shedlock (name text)")
                    .forEach(sql -> other.sql(sql).update());
            String url = model.url() + "?user=" + model.username() + "&password=" + model.password();

            Shell.Ended check = onDatabase.run("check", "--model", url);
            Shell.Ended all = shell.write("migration.properties", "migration.compare.include=*\n")
                    .on(database)
                    .run("check", "--model", url);
            shell.write("migration.properties", "\n");
            Shell.Ended written = onDatabase.run("revision", "--autogenerate", "--model", url, "--sql");
            shell.write("revisions/a1.sql", "-- @revision a1\n-- @upgrade\nSELECT 1;\n");

            assertThat(check.out()).contains("in 1 object:", "+ table public.parts  only");
            assertThat(all.out())
                    .contains("+ schema elsewhere", "+ table public.part_1")
                    .doesNotContain("shedlock");
            assertThat(written.out()).contains("CREATE TABLE parts").doesNotContain("elsewhere", "part_1", "shedlock");
            assertThat(onDatabase.run("check", "--model", url).out())
                    .contains("+ table elsewhere.t", "+ table public.tickets");
        }
    }

    @Test
    void allNamesThatTheServerWouldCutAreRefused() throws Exception {
        String name = "x".repeat(64);
        shell.write(
                "schema.sql",
                SCHEMA + "CREATE TABLE " + name + " (id int);\nCREATE INDEX " + "y".repeat(70)
                        + " ON tickets (id);\nCREATE TABLE " + name + "x (id int);\n");

        Shell.Ended refused = onDatabase.run("revision", "--autogenerate", "--model", "file:schema.sql", "-m", "long");

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err())
                .contains("line 2: identifier \"" + name + "\" will be truncated", "line 3: ", "at most 63 bytes");
        assertThat(shell.files("revisions")).hasSize(1);
        assertThat(scratchDatabases()).isEmpty();
    }

    @Test
    void checkListsWhatTheRevisionsLack() throws Exception {
        shell.write("schema.sql", SCHEMA.replace("'open'", "'new|`x`'") + "CREATE INDEX ON tickets (status);\n");
        shell.write("migration.properties", "migration.model=file:schema.sql\n");

        Shell.Ended check = onDatabase.run("check");

        assertThat(check.exitCode()).isEqualTo(3);
        assertThat(check.out().lines())
                .startsWith(
                        "The revisions differ from the model, file:schema.sql, in 3 objects:",
                        "  - function public.one()  only in the revisions")
                .contains(
                        "  ~ column public.tickets.status",
                        "      default: 'open'::text in the revisions, 'new|`x`'::text in file:schema.sql",
                        "  + index public.tickets_status_idx  only in file:schema.sql");
        assertThat(onDatabase.run("check", "--markdown").out().lines())
                .contains(
                        "| object | fact | the revisions | file:schema.sql |",
                        "| column `public.tickets.status` | default | `'open'::text` | ``'new\\|`x`'::text`` |",
                        "| index `public.tickets_status_idx` | | – | `CREATE INDEX tickets_status_idx ON public.tickets USING btree (status)` |");
        String json = onDatabase.run("check", "--json").out();
        assertThat(new ObjectMapper().readTree(json).at("/equal").asBoolean()).isFalse();
        assertThat(onDatabase.run("diff", "revisions", "model").exitCode()).isEqualTo(3);
        assertThat(onDatabase.run("diff", "model", "file:schema.sql").exitCode())
                .isZero();
    }

    @Test
    void checkPrintsTheOutputOfThePage() throws Exception {
        shell.write("revisions/a1.sql", "-- @revision a1\n-- @upgrade\n" + SCHEMA);
        shell.write("schema.sql", SCHEMA.replace("open", "new") + "CREATE INDEX ON tickets (status);\n");

        String out = onDatabase.run("check", "--model", "file:schema.sql").out();

        assertThat(Files.readString(Path.of("../docs/schema.md"))).contains(out);
    }

    @Test
    void aDumpOfAnyVersionIsRead() throws Exception {
        shell.write(
                "schema.sql",
                "--\n-- PostgreSQL database dump\n--\n\n\\restrict 4kq2AbC\n\nSET statement_timeout = 0;\n"
                        + "SET setting_of_version_99 = 0;\nSET client_encoding = 'UTF8';\n"
                        + "SET standard_conforming_strings = on;\n"
                        + "SELECT pg_catalog.set_config('search_path', '', false);\nSET row_security = off;\n"
                        + "CREATE TABLE public.tickets (\n    id integer,\n    status text DEFAULT 'open'::text\n);\n"
                        + "ALTER TABLE public.tickets OWNER TO " + database.username() + ";\n"
                        + "CREATE FUNCTION public.one() RETURNS integer\n    LANGUAGE sql\n    BEGIN ATOMIC\n SELECT 1;\nEND;\n"
                        + "\n\\unrestrict 4kq2AbC\n\n");

        Shell.Ended check = onDatabase.run("check", "--model", "file:schema.sql");

        assertThat(check.exitCode()).as(check.out() + check.err()).isZero();
    }

    @Test
    void whatAFileMayNotContainIsRefusedAtOnceWithItsLines() throws Exception {
        shell.write(
                "schema.sql",
                "BEGIN;\n" + SCHEMA
                        + "COMMIT;\n\\connect other\nCREATE ROLE bob;\nROLLBACK;\nALTER DATABASE x SET a = 'b';\n"
                        + "COPY tickets (id) FROM stdin;\n1\n2\n\\.\nCREATE USER MAPPING FOR CURRENT_USER SERVER s;\n"
                        + "DO $$ BEGIN COMMIT; END $$;\nGRANT a TO b;\nSELECT 'x");

        Shell.Ended check = onDatabase.run("check", "--model", "file:schema.sql");

        assertThat(check.exitCode()).isEqualTo(1);
        assertThat(check.err())
                .contains(
                        "schema.sql, line 1: BEGIN: each statement is committed by itself",
                        "line 3: COMMIT",
                        "line 4: \\connect other: a command of psql",
                        "line 5: CREATE ROLE BOB",
                        "line 6: ROLLBACK",
                        "line 7: ALTER DATABASE X",
                        "line 8: COPY … FROM STDIN",
                        "line 14: GRANT A TO",
                        "line 15: a quote or a comment that is not closed",
                        "pg_dump --schema-only")
                .doesNotContain("line 12", "line 13", "line 2:");
        assertThat(scratchDatabases()).isEmpty();
    }

    @Test
    void aStatementThatFailsIsShownWithItsLineAndARemedy() throws Exception {
        assertThat(failure("CREATE TABLE t (\n  id int,\n  size sise\n);"))
                .contains("schema.sql, line 4: ERROR: type \"sise\" does not exist (SQLSTATE 42704)", "CREATE TABLE t");
        assertThat(failure("CREATE TABLE t ();\nALTER TABLE t OWNER TO nobody_knows;"))
                .contains("line 3: ERROR: role \"nobody_knows\"", "--no-owner");
        assertThat(failure("CREATE TABLE t ();\nGRANT SELECT ON t TO nobody_knows;"))
                .contains("line 3: ERROR: role \"nobody_knows\"", "--no-privileges");
        assertThat(failure("CREATE EXTENSION nobody_has_it;"))
                .contains("line 2: ERROR: extension \"nobody_has_it\"", "pg_available_extensions");
        assertThat(scratchDatabases()).isEmpty();
    }

    private String failure(String sql) throws Exception {
        shell.write("schema.sql", "-- a comment\n" + sql);
        Shell.Ended check = onDatabase.run("check", "--model", "file:schema.sql");
        assertThat(check.exitCode()).isEqualTo(1);
        return check.err();
    }

    @Test
    void aRoleWithoutCreatedbUsesAnotherServer(PostgresDatabase postgres) throws Exception {
        String role = "reader_" + postgres.name();
        JdbcClient.create(database.dataSource())
                .sql("CREATE ROLE " + role + " LOGIN PASSWORD 'r'")
                .update();
        try {
            Shell reader = shell.as(postgres, role, "r");
            shell.write("schema.sql", SCHEMA);
            shell.write(
                    "migration.properties",
                    "migration.scratch-url=" + postgres.url() + "?user=" + postgres.username() + "&password="
                            + postgres.password() + "\nmigration.scratch-templates=false\n");

            Shell.Ended check = reader.run("check", "--model", "file:schema.sql");

            assertThat(check.exitCode()).as(check.err()).isEqualTo(3);
            assertThat(check.out()).contains("- function public.one()");
            shell.write("migration.properties", "migration.scratch-templates=maybe\n");
            assertThat(reader.run("check", "--model", "file:schema.sql").err())
                    .contains("neither true nor false: 'maybe'");
        } finally {
            JdbcClient.create(database.dataSource()).sql("DROP ROLE " + role).update();
        }
    }

    @Test
    void whatIsExcludedOrBelongsToALibraryIsNoDifference() throws Exception {
        shell.write(
                "schema.sql",
                SCHEMA
                        + "CREATE INDEX ON tickets (id); CREATE TABLE audit_a (id int PRIMARY KEY); CREATE TABLE other (id int);\n"
                        + "CREATE TABLE flyway_schema_history (v text PRIMARY KEY);\n");
        shell.write(
                "migration.properties",
                "migration.model=file:schema.sql\nmigration.compare.exclude=table:public.audit_*,"
                        + " index:*, function:public.one()\n");

        assertThat(onDatabase.run("check").out().lines())
                .containsExactly(
                        "The revisions differ from the model, file:schema.sql, in 1 object:",
                        "  + table public.other  only in file:schema.sql");
        shell.write(
                "migration.properties",
                "migration.model=file:schema.sql\nmigration.compare.include=public.tickets,function:*\n");
        assertThat(onDatabase.run("diff", "revisions", "model").out())
                .contains("in 2 objects:", "+ index public.tickets_id_idx", "- function public.one()");
        assertThat(onDatabase.run("upgrade").exitCode()).isZero();
        JdbcClient.create(database.dataSource())
                .sql("CREATE TABLE more (id int)")
                .update();
        assertThat(onDatabase.run("drift").exitCode()).isZero();
    }

    @Test
    void checkReadsNeitherOfTwoTemplatesWithTheSameSchema() throws Exception {
        shell.write("revisions/a1.sql", "-- @revision a1\n-- @upgrade\n" + SCHEMA);
        for (int i = 2; i <= 20; i++) {
            shell.write(
                    "revisions/a" + i + ".sql",
                    "-- @revision a" + i + "\n-- @revises a" + (i - 1) + "\n-- @upgrade\nSELECT 1;\n");
        }
        String large = "-- a comment\n".repeat(5000);
        shell.write("schema.sql", large + SCHEMA);
        shell.write("migration.properties", "migration.model=file:schema.sql\n");
        try {
            assertThat(onDatabase.run("check").exitCode()).isZero();
            assertThat(onDatabase.run("check").exitCode()).isZero();
            assertThat(templates()).hasSize(2).allMatch(comment -> comment.contains(", schema "));
            assertThat(templates())
                    .extracting(comment -> comment.substring(comment.indexOf(", schema ")))
                    .containsOnly(
                            templates().get(0).substring(templates().get(0).indexOf(", schema ")));
            shell.write("schema.sql", large + SCHEMA.replace("open", "new"));

            assertThat(onDatabase.run("check").exitCode()).isEqualTo(3);
            assertThat(onDatabase.run("check").exitCode()).isEqualTo(3);
        } finally {
            shell.write("migration.properties", "migration.model=file:schema.sql\nmigration.scratch-templates=false\n");
            assertThat(onDatabase.run("check").exitCode()).isEqualTo(3);
        }
        assertThat(templates()).isEmpty();
    }

    private List<String> templates() {
        return JdbcClient.create(database.dataSource())
                .sql("SELECT coalesce(shobj_description(oid, 'pg_database'), '') FROM pg_database"
                        + " WHERE datname LIKE 'migration\\_template%'")
                .query(String.class)
                .list();
    }

    @Test
    void whatIsNoStateIsAUsageError() throws Exception {
        Files.write(shell.folder().resolve("latin.sql"), new byte[] {'-', '-', (byte) 0xe9});

        Shell.Ended missing = onDatabase.run("check");
        assertThat(missing.exitCode()).isEqualTo(2);
        assertThat(missing.err()).contains("no model to compare with", "--model file:schema.sql", "migration.model");
        assertThat(onDatabase.run("check", "--model", "revision").err())
                .contains("'revision' is not a state", "'file:FILE'");
        assertThat(onDatabase.run("check", "--model", "model").exitCode()).isEqualTo(2);
        assertThat(onDatabase.run("check", "--model", "file:none.sql").err()).contains("There is no file", "none.sql");
        assertThat(onDatabase.run("check", "--model", "file:latin.sql").err()).contains("is not UTF-8");
    }

    @Test
    void anotherDatabaseCanBeTheModel(PostgresDatabase postgres) {
        try (PostgresDatabase wish = postgres.createDatabase()) {
            JdbcClient.create(wish.dataSource()).sql(SCHEMA).update();
            String url = wish.url() + "?user=" + wish.username() + "&password=" + wish.password();

            Shell.Ended check = onDatabase.run("check", "--model", url);

            assertThat(check.exitCode()).isEqualTo(3);
            assertThat(check.out())
                    .contains("The revisions differ from the model, the other database, in 1 object:", "public.one()")
                    .doesNotContain(wish.url());
        }
    }

    /** Those of no living process; tests that run at the same time have some. */
    private List<String> scratchDatabases() {
        return JdbcClient.create(database.dataSource())
                .sql(
                        "SELECT datname FROM pg_database d WHERE datname LIKE 'migration\\_scratch%' AND NOT EXISTS (SELECT FROM pg_locks"
                                + " WHERE locktype = 'advisory' AND lpad(to_hex(objid::bigint), 8, '0') = right(d.datname, 8))")
                .query(String.class)
                .list();
    }
}
