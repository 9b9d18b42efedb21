// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.migration.execution.failure.RevisionFailedException;
import dev.migration.test.postgres.Psql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** However a script changes standard_conforming_strings, its literals are those that psql stores. */
class ParsingSettingTests extends MigratorTestBase {

    private static final String STORED = "SELECT coalesce(string_agg(a, '|' ORDER BY ctid), '') FROM t";

    @BeforeEach
    void objects() {
        sql("CREATE TABLE t (a text)");
        sql("CREATE FUNCTION reading(value text, local boolean) RETURNS int LANGUAGE plpgsql AS $$ BEGIN"
                + " EXECUTE 'SET ' || CASE WHEN local THEN 'LOCAL ' ELSE '' END || 'standard_conforming' || '_strings = '"
                + " || value; RETURN 1; END $$");
    }

    static Stream<Arguments> scripts() {
        Map<String, String> scripts = new LinkedHashMap<>();
        scripts.put("function", "SELECT reading('off', false); INSERT INTO t VALUES ('a\\\\b');");
        scripts.put(
                "function and back",
                "SELECT reading('off', false); INSERT INTO t VALUES ('a\\\\b');"
                        + " SELECT reading('on', false); INSERT INTO t VALUES ('a\\\\b');");
        scripts.put(
                "after an insert",
                "INSERT INTO t VALUES ('x\\\\y'); SELECT reading('off', true);"
                        + " INSERT INTO t VALUES ('a\\\\b'), (E'c\\\\d'), ($$e\\\\f$$);");
        scripts.put(
                "rollback to a savepoint",
                "SAVEPOINT s; SET LOCAL standard_conforming_strings = off;"
                        + " INSERT INTO t VALUES ('it\\'s;x'); ROLLBACK TO SAVEPOINT s; INSERT INTO t VALUES ('C:\\');"
                        + " INSERT INTO t VALUES ('a\\\\b;c');");
        scripts.put(
                "nested savepoints",
                "SAVEPOINT s; SAVEPOINT t; SET standard_conforming_strings TO 'off'; RELEASE t;"
                        + " INSERT INTO t VALUES ('it\\'s'); SAVEPOINT u; SET standard_conforming_strings TO on;"
                        + " INSERT INTO t VALUES ('C:\\'); ROLLBACK TO u; INSERT INTO t VALUES ('it\\'s');"
                        + " ROLLBACK TRANSACTION TO s; INSERT INTO t VALUES ('D:\\');");
        scripts.put(
                "set_config",
                "SELECT pg_catalog.set_config('standard_conforming_strings', 'off', true);"
                        + " INSERT INTO t VALUES ('it\\'s;x');");
        scripts.put(
                "a function that is only created",
                "CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS"
                        + " $$ BEGIN SET standard_conforming_strings = off; END $$; INSERT INTO t VALUES ('C:\\');");
        scripts.put(
                "a comment that mentions it",
                "COMMENT ON TABLE t IS 'SET standard_conforming_strings = off';" + " INSERT INTO t VALUES ('C:\\');");
        scripts.put(
                "a column that has its name",
                "CREATE TABLE u AS SELECT 1 AS standard_conforming_strings;"
                        + " INSERT INTO t VALUES ('standard_conforming_strings'), ('off'), ('C:\\');");
        scripts.put(
                "DO", "DO $$ BEGIN SET standard_conforming_strings = off; END $$; INSERT INTO t VALUES ('it\\'s;x');");
        return scripts.entrySet().stream() // psql takes the setting once for each line.
                .map(script -> Arguments.of(script.getKey(), script.getValue().replace("; ", ";\n")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scripts")
    void literalsAreThoseOfPsql(String name, String script) {
        String expected = byPsql(script);
        revisions.irreversible("a", "", script);

        migrator().upgrade("heads");

        assertThat(text(STORED)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scripts")
    void aTextForPsqlHasThemOrStops(String name, String script) {
        String expected = byPsql(script);
        revisions.irreversible("a", "", script);
        StringBuilder text = new StringBuilder();
        Revisions.load(settings()).upgradeSql("heads", text);

        Psql.Ended ended = new Psql(directory).run(database, text.toString());

        if (script.contains("reading(")) {
            ended.refused("changed how the server parses backslashes");
            assertThat(text(STORED)).isEmpty();
        } else {
            ended.succeeded();
            assertThat(text(STORED)).isEqualTo(expected);
        }
    }

    @Test
    void aTriggerBetweenInsertsThatChangesItIsRefused() {
        sql("CREATE FUNCTION trap() RETURNS trigger LANGUAGE plpgsql AS"
                + " $$ BEGIN PERFORM reading('off', true); RETURN NEW; END $$");
        sql("CREATE TRIGGER trap BEFORE INSERT ON t FOR EACH ROW WHEN (NEW.a = 'go') EXECUTE FUNCTION trap()");
        revisions.irreversible("a", "", "INSERT INTO t VALUES ('go');\nINSERT INTO t VALUES ('a\\\\b');");

        assertThatExceptionOfType(RevisionFailedException.class)
                .isThrownBy(() -> migrator().upgrade("heads"))
                .withMessageContaining("has changed standard_conforming_strings")
                .satisfies(failure -> assertThat(failure.sqlState()).isEqualTo("MG004"))
                .satisfies(failure -> assertThat(failure.line()).isEqualTo(5));
        assertThat(text(STORED)).isEmpty();
    }

    @Test
    void inSegmentsTheServerHasTheLastWordToo() {
        assertStored(
                "SELECT reading('off', false);\nVACUUM t;\nINSERT INTO t VALUES ('a\\\\b');\n"
                        + "SELECT reading('on', false); INSERT INTO t VALUES ('a\\\\b');\nVACUUM t;",
                "a\\b|a\\\\b");
    }

    @Test
    void whatIsSetLocallyEndsWithItsSegment() {
        assertStored(
                "SET LOCAL standard_conforming_strings = off;\nINSERT INTO t VALUES ('it\\'s');\n"
                        + "VACUUM t;\nINSERT INTO t VALUES ('C:\\');",
                "it's|C:\\");
    }

    private void assertStored(String script, String rows) {
        revisions.irreversible("a", "", script);

        migrator().upgrade("heads");

        assertThat(text(STORED)).isEqualTo(rows);
    }

    /** What psql stores; then the database is as before. */
    private String byPsql(String script) {
        new Psql(directory).run(database, "BEGIN;\n" + script + "\nCOMMIT;\n").succeeded();
        String stored = text(STORED);
        sql("TRUNCATE t");
        sql("DROP TABLE IF EXISTS u");
        sql("DROP FUNCTION IF EXISTS f");
        return stored;
    }
}
