// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.util.LinkedHashMap;
import java.util.Map;

/** Scripts that are easily split or changed at the wrong place, by the name of the hazard. */
final class Hazards {

    private Hazards() {}

    static Map<String, String> all() {
        Map<String, String> all = new LinkedHashMap<>();
        quotes(all);
        comments(all);
        bodies(all);
        copies(all);
        lines(all);
        otherToolsSyntax(all);
        settings(all);
        return all;
    }

    private static void quotes(Map<String, String> all) {
        all.put("dollar quotes", "CREATE FUNCTION f() RETURNS text LANGUAGE sql AS $$ SELECT 'a;b'; $$;");
        all.put(
                "tagged dollar quotes",
                "CREATE FUNCTION f() RETURNS text LANGUAGE sql AS $x$ SELECT $$a;$$::text; $x$;");
        all.put("dollar signs in names", "CREATE TABLE c$$ (a$b int); INSERT INTO c$$ VALUES (1);");
        all.put("escape strings", "CREATE TABLE t AS SELECT E'it\\'s; \\n x' AS a, e'\\\\' AS b;");
        all.put("unicode strings", "CREATE TABLE t AS SELECT U&'d\\0061t;a' AS a;");
        all.put("unicode names", "CREATE TABLE U&\"d\\0061t;a\" (a int);");
        all.put("national strings", "CREATE TABLE t AS SELECT N'a;b' AS a;");
        all.put("bit strings", "CREATE TABLE t AS SELECT B'101' AS a, X'1F' AS b;");
        all.put("doubled quotes", "CREATE TABLE \"a\"\";b\" (a text DEFAULT 'it''s;');");
        all.put("a backslash at the end", "CREATE TABLE t AS SELECT 'c:\\' AS a; CREATE TABLE u (a int);");
        all.put("continued strings", "CREATE TABLE t AS SELECT 'a'\n  'b;'\n\n'c' AS a;");
        // Not with a quote after a backslash: psql reads line by line and forgets the E; server and lexer do not.
        all.put("continued escape strings", "CREATE TABLE t AS SELECT E'a'\n  '\\tb;' AS a;");
        all.put(
                "a server that honours backslashes",
                "SET standard_conforming_strings = off; SET escape_string_warning = off;\n"
                        + "CREATE TABLE t AS SELECT 'it\\'s; one' AS a;\nSET standard_conforming_strings = on;\n"
                        + "CREATE TABLE u AS SELECT 'x\\' AS a;");
        all.put("names in other alphabets", "CREATE TABLE größe (länge int); COMMENT ON TABLE größe IS '象; 🐘';");
    }

    private static void comments(Map<String, String> all) {
        all.put("nested comments", "/* a; /* b; */ c; */ CREATE TABLE t (a int /* ; */);");
        all.put(
                "a quote in a comment",
                "-- it's\nCREATE TABLE t (a int); -- don't;\n/* can't */ CREATE TABLE u (a int);");
        all.put("comment marks in strings", "CREATE TABLE t AS SELECT '-- no; /* comment' AS a, '*/' AS b;");
        all.put("comments only", "-- nothing\n/* to; do */\n");
        all.put("an operator before a comment", "CREATE TABLE t AS SELECT 1 +-- one;\n2 AS a, 3 */* three */4 AS b;");
        all.put(
                "a comment in a body",
                "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$ -- it's;\n SELECT 1; /* ' */ $$;");
        all.put(
                "something like a directive in a body",
                "DO $$\nBEGIN\n  -- @param nothing\n  NULL;\nEND $$;\nCREATE TABLE t (a int);");
    }

    private static void bodies(Map<String, String> all) {
        all.put("an atomic body", "CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1; SELECT 2; END;");
        all.put("an atomic body with CASE in CASE", """
                CREATE FUNCTION f(x int) RETURNS int LANGUAGE sql
                BEGIN ATOMIC
                  SELECT CASE WHEN x > 0 THEN CASE WHEN x > 1 THEN 2 ELSE 1 END ELSE 0 END;
                  SELECT CASE x WHEN 1 THEN 1 END;
                END; CREATE TABLE t (a int);""");
        all.put("an atomic procedure", """
                CREATE TABLE t (a int);
                CREATE OR REPLACE PROCEDURE p(x int) BEGIN ATOMIC INSERT INTO t VALUES (x); INSERT INTO t VALUES (x + 1); END;
                CALL p(1);""");
        all.put(
                "a procedure",
                "CREATE PROCEDURE p() LANGUAGE plpgsql AS $$ BEGIN PERFORM 1; IF true THEN NULL; END IF; END; $$;");
        all.put(
                "a block",
                "CREATE TABLE t (a int); DO $$ BEGIN FOR i IN 1..3 LOOP INSERT INTO t VALUES (i); END LOOP; END $$;");
        all.put("a rule with two actions", """
                CREATE TABLE t (a int); CREATE TABLE u (a int);
                CREATE RULE r AS ON INSERT TO t DO ALSO (INSERT INTO u VALUES (NEW.a); DELETE FROM u WHERE a < 0);
                INSERT INTO t VALUES (1);""");
        all.put("a trigger", """
                CREATE TABLE t (a int);
                CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $f$ BEGIN NEW.a := 7; RETURN NEW; END $f$;
                CREATE TRIGGER b BEFORE INSERT ON t FOR EACH ROW WHEN (NEW.a > 0) EXECUTE FUNCTION f();
                INSERT INTO t VALUES (1);""");
        all.put(
                "columns named begin and end",
                "CREATE TABLE t (\"begin\" int, \"end\" int, \"case\" int); CREATE TABLE u (a int);");
        all.put(
                "a function named begin",
                "CREATE FUNCTION begin() RETURNS int LANGUAGE sql AS 'SELECT 1;'; CREATE TABLE t (a int);");
        all.put("a schema with its tables", "CREATE SCHEMA s CREATE TABLE t (a int) CREATE VIEW v AS SELECT a FROM t;");
        all.put("parameters", "PREPARE p (int) AS SELECT $1; EXECUTE p(1); DEALLOCATE p; CREATE TABLE t (a int);");
        all.put(
                "results",
                "CREATE TABLE t (a serial); INSERT INTO t DEFAULT VALUES RETURNING a; SELECT * FROM t; SELECT setval('t_a_seq', 9);");
        all.put(
                "savepoints in a function's place",
                "CREATE TABLE t (a int); INSERT INTO t VALUES (1); TABLE t; VALUES (1), (2);");
    }

    private static void copies(Map<String, String> all) {
        all.put(
                "data of a copy",
                "CREATE TABLE t (a int, b text);\nCOPY t (a, b) FROM stdin;\n1\tit's; \\N\n2\t$$\n\\.\nCREATE TABLE u (a int);");
        all.put(
                "data in CSV",
                "CREATE TABLE t (a int, b text);\nCOPY t FROM STDIN WITH (FORMAT csv, HEADER);\na,b\n1,\"x;\ny\"\n\\.\n");
        all.put("no data", "CREATE TABLE t (a int);\nCOPY t FROM STDIN;\n\\.\nCREATE TABLE u (a int);");
        all.put("escapes in data", "CREATE TABLE t (a text);\nCOPY t FROM STDIN;\na\\tb\\\\\\n\n\\N\n\\.\n");
    }

    private static void lines(Map<String, String> all) {
        all.put(
                "carriage returns between statements",
                "CREATE TABLE t (\r\n  a int\r\n);\r\nCREATE TABLE u (a int);\r\n");
        all.put("carriage returns in strings", "CREATE TABLE t AS SELECT 'a;\r\nb' AS a;");
        all.put(
                "carriage returns in bodies",
                "CREATE FUNCTION f() RETURNS text LANGUAGE sql AS $$\r\nSELECT 'a\r\nb';\r\n$$;");
        all.put("a minus over the line end", "CREATE TABLE t AS SELECT 5-\n-1 AS a;");
        all.put("empty statements", ";;\nCREATE TABLE t (a int);;\n ; ;CREATE TABLE u (a int);;");
        all.put("no last semicolon", "CREATE TABLE t (a int);\nCREATE TABLE u (a int)");
        all.put("no last semicolon before a comment", "CREATE TABLE t (a int) -- the end;");
        all.put(
                "several statements in a line",
                "CREATE TABLE t (a int); INSERT INTO t VALUES (1); INSERT INTO t VALUES (2);");
        all.put("form feeds and tabs", "CREATE\tTABLE\ft (a\tint);\f");
    }

    private static void otherToolsSyntax(Map<String, String> all) {
        all.put(
                "question marks",
                "CREATE TABLE t AS SELECT '{\"a\": 1}'::jsonb ? 'a' AS a, '{\"a\": 1}'::jsonb ?| array['b'] AS b;");
        all.put("placeholders of other tools", "CREATE TABLE t AS SELECT '${x} #{y} @z@ {{w}}' AS a;");
        all.put("JDBC escapes", "CREATE TABLE t AS SELECT '{fn now()} {d ''2020-01-01''}' AS a, '{1,2}'::int[] AS b;");
        all.put("colons", "CREATE TABLE t AS SELECT (array[1,2,3])[1:2] AS a, '12:30:00'::time AS b, ':x' AS c;");
        all.put("a slash on a line", "CREATE TABLE t AS SELECT 8\n/\n2 AS a;");
        all.put("GO on a line", "CREATE TABLE t AS SELECT 'a\nGO\nb' AS a;");
        all.put("delimiter words", "CREATE TABLE delimiter (go int); COMMENT ON TABLE delimiter IS 'DELIMITER //';");
        all.put("a restricted dump", "\\restrict abc123\nCREATE TABLE t (a int);\n\\unrestrict abc123\n");
        all.put(
                "operators",
                "CREATE TABLE t AS SELECT 1 <> 2 AS a, '{\"a\":{\"b\":1}}'::jsonb #>> '{a,b}' AS b, 'x' !~ 'y' AS c, @ -5 AS d;");
    }

    /** The settings of a script must apply to the rest of it, and must not make the driver close the connection. */
    private static void settings(Map<String, String> all) {
        all.put("dates in another style", """
                SET datestyle TO 'German';
                CREATE TABLE t AS SELECT '31.12.2020'::date AS a;
                INSERT INTO t VALUES ('01.02.2021');
                CREATE TABLE u AS SELECT a::text FROM t;
                """);
        all.put("dates in another style by a function", """
                SELECT set_config('datestyle', 'SQL, DMY', false);
                CREATE TABLE t AS SELECT '31/12/2020'::date AS a;
                INSERT INTO t VALUES ('01/02/2021');
                RESET datestyle;
                CREATE TABLE u AS SELECT '2020-01-02'::date AS a;
                """);
        all.put("dates in another style in pieces", """
                SET datestyle TO 'German';
                CREATE TABLE t AS SELECT '31.12.2020'::date AS a;
                CREATE INDEX CONCURRENTLY i ON t (a);
                INSERT INTO t VALUES ('01.02.2021');
                CREATE TABLE u AS SELECT a::text FROM t;
                """);
        all.put("another encoding of the client", """
                SET client_encoding = 'LATIN1';
                CREATE TABLE t AS SELECT 'abc' AS a;
                RESET client_encoding;
                CREATE TABLE u AS SELECT 'ä' AS b;
                """);
        all.put("another encoding by its other name", "SET NAMES 'LATIN1';\nCREATE TABLE t AS SELECT 'abc' AS a;");
        all.put("backslashes in quotes by a function", """
                SELECT set_config('standard_conforming_strings', 'off', false), set_config('escape_string_warning', 'off', false);
                CREATE TABLE t AS SELECT 'a\\';b' AS a;
                RESET ALL;
                CREATE TABLE u AS SELECT 'x\\' AS a;
                """);
        all.put("backslashes in quotes by a block", """
                SET escape_string_warning = off;
                DO $$ BEGIN PERFORM set_config('standard_conforming_strings', 'off', false); END $$;
                CREATE TABLE t AS SELECT 'a\\';b' AS a;
                """);
        all.put("everything given up", "CREATE TABLE t (a int);\nDISCARD ALL;\nCREATE TABLE u (a int);");
        all.put(
                "advisory locks given up",
                "CREATE TABLE t (a int); SELECT pg_advisory_unlock_all(); CREATE TABLE u (a int);");
        all.put("data that go out", """
                CREATE TABLE t AS SELECT 1 AS a;
                COPY t TO STDOUT;
                copy (SELECT 'x;y') TO stdout WITH (FORMAT csv);
                CREATE TABLE u (a int);
                """);
        all.put("an enum of the same script", """
                CREATE TYPE e AS ENUM ('a');
                CREATE TABLE t (x e);
                ALTER TYPE e ADD VALUE 'b';
                INSERT INTO t VALUES ('b');
                """);
    }
}
