// SPDX-License-Identifier: Apache-2.0
package dev.migration.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** However statements that the server accepts are joined, a script is split into exactly these statements. */
class RandomScriptTests {

    /** Each is a whole statement as psql sends it. */
    private static final List<String> STATEMENTS = List.of(
            "SELECT 1",
            "SELECT 'it''s;', '--', '/*', '$$', '', ''''",
            "SELECT E'\\';', e'\\\\', E'\\\\\\''",
            "SELECT E'a'\n  '\\';b'",
            "SELECT 'a;'\n';b', 'C:\\'",
            "SELECT U&'\\003b;', N';', B'1', X'F'",
            "SELECT \"a;\"\"'--\", U&\"d\\0061t;\" FROM t",
            "SELECT $$;'\"--/*$$, $a$;$$;$b$;$a$",
            "SELECT c$$, d$a$, $1 FROM t",
            "SELECT 5-\n-1, 6 /* a; /* b; */ ' */ + 7 -- it's;\n, 8",
            "SELECT a ? 'b', a ?| c, a @- d, '${x}' FROM t",
            "SELECT 'größe;', 名前, '\uD83D\uDE00;' FROM \"ü;\"",
            "SELECT (1), ((2)), ARRAY[3, (4)]",
            "SELECT CASE WHEN true THEN 'begin' ELSE 'end' END",
            "SELECT 'a\r\nb;'",
            "DO $do$ BEGIN EXECUTE $$ SELECT ';' $$; END $do$",
            "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1;'",
            "CREATE OR REPLACE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT CASE 1 WHEN 1 THEN 2 END; END",
            "CREATE PROCEDURE p() BEGIN ATOMIC INSERT INTO t VALUES ((CASE WHEN true THEN 1 END)); END",
            "CREATE RULE r AS ON INSERT TO t DO ALSO (INSERT INTO u VALUES (1); DELETE FROM v WHERE (a = ';'))",
            "COPY t TO STDOUT",
            "SET standard_conforming_strings = on");

    private static final List<String> COPIES =
            List.of("COPY t FROM STDIN", "copy t (a, b) from stdin with (format csv)");

    private static final List<String> DATA = List.of("a\tb", "it's; /* \"", "", "-- $$", "\\N", "SELECT 1;", " \\.");

    private static final List<String> BETWEEN =
            List.of("", " ", "\n", "\r\n", "\t\n\n", " -- it's;\n", "/* ; ' */", "/* /* */ */\n", ";", " ; \n;");

    private static final int SCRIPTS = 2_000;

    @Test
    void aScriptIsSplitIntoTheStatementsItWasBuiltFrom() {
        long first = new Random().nextLong();
        for (long seed = first; seed < first + SCRIPTS; seed++) {
            Piecewise script = new Piecewise(new Random(seed));

            assertThat(cut(SqlInput.of(script.text())))
                    .as("seed %s: %s", seed, script.text())
                    .isEqualTo(script.pieces());
        }
    }

    @Test
    void theSplitDoesNotDependOnTheSizeOfTheReads() {
        long seed = new Random().nextLong();
        for (int round = 0; round < SCRIPTS / 10; round++) {
            Piecewise script = new Piecewise(new Random(seed + round));

            assertThat(cut(Scripts.oneByOne(script.text())))
                    .as("seed %s: %s", seed + round, script.text())
                    .isEqualTo(script.pieces());
        }
    }

    private static List<String> cut(SqlInput input) {
        StatementReader reader = new StatementReader(input, Position.START, () -> true);
        return Stream.iterate(reader.next(), next -> next.isPresent(), next -> reader.next())
                .flatMap(statement ->
                        Stream.concat(Stream.of(statement.orElseThrow().text()), Scripts.data(reader).stream()))
                .toList();
    }

    /** A script of random statements, lines of data and what may stand between them. */
    private static final class Piecewise {

        private final Random random;
        private final List<String> pieces = new ArrayList<>();
        private final StringBuilder text = new StringBuilder();

        Piecewise(Random random) {
            this.random = random;
            int count = random.nextInt(12);
            for (int index = 0; index < count; index++) {
                text.append(one(BETWEEN));
                if (random.nextInt(6) == 0) {
                    addCopy();
                } else {
                    addStatement();
                }
            }
            text.append(one(BETWEEN));
        }

        List<String> pieces() {
            return pieces;
        }

        String text() {
            return text.toString();
        }

        private void addStatement() {
            String statement = one(STATEMENTS);
            pieces.add(statement);
            text.append(statement).append(one(List.of(";", " ;", "\n;", " /* ; */;")));
        }

        private void addCopy() {
            String lineEnd = one(List.of("\n", "\r\n"));
            String copy = one(COPIES);
            pieces.add(copy);
            text.append(copy).append(";").append(lineEnd);
            for (int line = random.nextInt(4); line > 0; line--) {
                String data = one(DATA);
                pieces.add(data + lineEnd.replace("\n", ""));
                text.append(data).append(lineEnd);
            }
            text.append("\\.").append(lineEnd);
        }

        private String one(List<String> choices) {
            return choices.get(random.nextInt(choices.size()));
        }
    }
}
