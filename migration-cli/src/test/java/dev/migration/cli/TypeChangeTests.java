// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/** revision --autogenerate for types that rewrite a table: expand, backfill, contract. */
@ResourceLock(value = "scratch databases", mode = ResourceAccessMode.READ)
class TypeChangeTests extends AbstractImportTests {

    private static final String MODEL = "file:schema.sql";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, v int NOT NULL DEFAULT 7)"
                        + " | id int | id bigint",
                "CREATE TABLE t (id bigint PRIMARY KEY, v int NOT NULL DEFAULT 7 CHECK (v > 0) UNIQUE)"
                        + " | v int | v bigint",
                "CREATE TABLE t (id bigserial PRIMARY KEY, v text DEFAULT '7'); CREATE INDEX i ON t (v) WHERE v IS NOT NULL"
                        + " | v text DEFAULT '7' | v int DEFAULT 7",
                "CREATE TABLE t (id serial PRIMARY KEY, v int DEFAULT 7) | id serial | id bigserial",
                "CREATE TABLE p (k int PRIMARY KEY); INSERT INTO p VALUES (1), (2), (7);"
                        + " CREATE TABLE t (id bigint, v int NOT NULL REFERENCES p) | v int | v bigint",
                "CREATE TABLE t (id bigint PRIMARY KEY, \"Value\" varchar(20) NOT NULL) | varchar(20) | varchar(10)"
            })
    void aTypeChangeKeepsTheRowsAndLeadsBack(String tables, String before, String after) throws Exception {
        revision(tables);
        onDatabase.run("upgrade").well();
        insert(tables);
        List<String> rows = rows();
        shell.write(
                "schema.sql",
                tables.replace("INSERT INTO p VALUES (1), (2), (7);", "").replace(before, after) + ";");

        Shell.Ended written = onDatabase.run("revision", "--autogenerate", "--model", MODEL, "-m", "widen");

        assertThat(written.exitCode()).as(written.err()).isZero();
        assertThat(shell.files("revisions").size()).as(written.out()).isGreaterThanOrEqualTo(4);
        onDatabase.run("upgrade").well();
        assertThat(onDatabase.run("check", "--model", MODEL).out()).contains("The revisions mean");
        assertThat(onDatabase.run("drift").out()).contains("The database is what");
        assertThat(rows()).isEqualTo(rows);
        assertThat(onDatabase
                        .run("revision", "--autogenerate", "--model", MODEL, "-m", "again")
                        .out())
                .contains("there is nothing to write");
        onDatabase.run("downgrade", "-1").well();
        onDatabase.run("upgrade").well();
        assertThat(rows()).isEqualTo(rows);
        onDatabase.run("downgrade", "a1").well();
        // A column that was dropped and added again is the last one of its table.
        assertThat(onDatabase.run("drift").out())
                .contains(", at a1")
                .doesNotContain("  + ", "  - ", "type:", "default:", "null:", "definition:");
        assertThat(rows()).isEqualTo(rows);
    }

    @Test
    void theRevisionsExpandFillBuildAndExchange() throws Exception {
        revision("CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, v int)");
        shell.write("schema.sql", "CREATE TABLE t (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, v int);");

        onDatabase
                .run("revision", "--autogenerate", "--model", MODEL, "-m", "widen", "--rev-id", "w1")
                .well();

        assertThat(text("add_the_columns_beside"))
                .contains(
                        "ALTER TABLE t ADD COLUMN id_new bigint;",
                        "CREATE TRIGGER id_new BEFORE INSERT OR UPDATE ON t");
        assertThat(text("fill_them"))
                .contains("-- @batch table=t key=id\nUPDATE t SET id_new = id\n WHERE id_new IS DISTINCT");
        assertThat(text("build_what"))
                .contains("-- @transaction none", "CREATE UNIQUE INDEX CONCURRENTLY t_pkey_new ON t (id_new)");
        assertThat(text("w1_widen.sql"))
                .contains("ALTER TABLE t DROP COLUMN id;", "ALTER TABLE t RENAME COLUMN id_new TO id;")
                .contains("ADD CONSTRAINT t_pkey PRIMARY KEY USING INDEX t_pkey_new")
                .doesNotContain("@transaction none", "CONCURRENTLY");
    }

    @Test
    void aValueThatDoesNotFitFailsWithItsKey() throws Exception {
        String tables = "CREATE TABLE t (id bigint PRIMARY KEY, v varchar(20) NOT NULL)";
        revision(tables);
        onDatabase.run("upgrade").well();
        database.execute("INSERT INTO t SELECT g, 'short' FROM generate_series(1, 500) g");
        database.execute("UPDATE t SET v = 'twelve chars' WHERE id = 321");
        shell.write("schema.sql", tables.replace("(20)", "(10)") + ";");
        onDatabase
                .run("revision", "--autogenerate", "--model", MODEL, "-m", "narrow")
                .well();

        Shell.Ended upgrade = onDatabase.run("upgrade");

        assertThat(upgrade.exitCode()).isEqualTo(1);
        assertThat(upgrade.err()).contains("321", "22001");
        assertThat(JdbcClient.create(database.dataSource())
                        .sql("SELECT v FROM t WHERE id = 321")
                        .query(String.class)
                        .single())
                .isEqualTo("twelve chars");
    }

    @Test
    void aTypeThatRewritesNothingAndThePlainFormAreOneRevision() throws Exception {
        revision("CREATE TABLE t (id int PRIMARY KEY, v varchar(10))");
        shell.write("schema.sql", "CREATE TABLE t (id int PRIMARY KEY, v varchar(20));");
        onDatabase
                .run("revision", "--autogenerate", "--model", MODEL, "-m", "longer")
                .well();
        assertThat(shell.files("revisions")).hasSize(2);
        shell.write("schema.sql", "CREATE TABLE t (id bigint PRIMARY KEY, v varchar(20));");
        onDatabase
                .run("revision", "--autogenerate", "--model", MODEL, "-m", "widen", "--plain")
                .well();
        assertThat(shell.files("revisions")).hasSize(3);
    }

    @Test
    void aColumnThatCannotBeExchangedIsChangedPlainlyWithTheReason() throws Exception {
        String tables = "CREATE TABLE o (id int PRIMARY KEY); CREATE TABLE t (id int PRIMARY KEY, o int REFERENCES o)";
        revision(tables);
        shell.write("schema.sql", tables.replace("TABLE o (id int", "TABLE o (id bigint") + ";");

        onDatabase
                .run("revision", "--autogenerate", "--model", MODEL, "-m", "widen")
                .well();

        assertThat(text("widen"))
                .contains("-- Not exchanged for a column beside it: ", "other objects depend on it")
                .contains("ALTER TABLE o ALTER COLUMN id TYPE bigint");
    }

    private void revision(String tables) throws Exception {
        shell.write("revisions/a1.sql", "-- @revision a1\n-- @upgrade\n" + tables + ";\n-- @downgrade\nSELECT 1;\n");
    }

    private void insert(String tables) {
        String overriding = tables.contains("ALWAYS") ? "OVERRIDING SYSTEM VALUE " : "";
        String rows = tables.contains("UNIQUE") || tables.contains("REFERENCES")
                ? "(1, 1), (2, 2), (3, 7)"
                : "(1, 1), (2, 2), (3, 1)";
        database.execute("INSERT INTO t " + overriding + "VALUES " + rows);
    }

    private List<String> rows() {
        return JdbcClient.create(database.dataSource())
                .sql("SELECT (SELECT string_agg(e.key || '=' || coalesce(e.value, 'null'), ' ' ORDER BY e.key)"
                        + " FROM jsonb_each_text(to_jsonb(t)) e) AS r FROM t ORDER BY r")
                .query(String.class)
                .list();
    }

    private String text(String part) throws Exception {
        String file = shell.files("revisions").stream()
                .filter(name -> name.contains(part))
                .findFirst()
                .orElseThrow();
        return shell.read("revisions/" + file);
    }
}
