// SPDX-License-Identifier: Apache-2.0
package dev.migration.sql;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The window that slides over a script starts with 8192 characters. */
class WindowTests {

    private static final String HAZARDS = """
            -- a comment
            SELECT 'a;''b', E'\\';', "c;""d", $$e;$$, $f$;$$;$f$ /* g; /* h */ */;
            CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; END;
            COPY t FROM STDIN;
            one;'
            \\.
            SELECT 5-
            -1 -- the end
            """;

    @Test
    void theInputMayReturnSingleCharacters() {
        assertThat(Scripts.read(Scripts.oneByOne(HAZARDS))).hasSize(4).isEqualTo(Scripts.read(SqlInput.of(HAZARDS)));
    }

    @ParameterizedTest
    @ValueSource(ints = {8_100, 8_190, 8_191, 8_192, 8_193, 16_384, 100_000})
    void aStatementMayBeLargerThanTheWindow(int length) {
        String large = "SELECT '" + "x;".repeat(length / 2) + "'";

        assertThat(Scripts.statements("SELECT 1;" + large + "; SELECT 2"))
                .containsExactly("SELECT 1", large, "SELECT 2");
    }

    @ParameterizedTest
    @ValueSource(ints = {8_100, 8_192, 50_000})
    void aStatementOfManyTokensMayBeLargerThanTheWindow(int length) {
        String large = "SELECT " + "1,\n".repeat(length / 3) + "2";

        assertThat(Scripts.statements("SELECT 1;" + large + "; SELECT 2"))
                .containsExactly("SELECT 1", large, "SELECT 2");
    }

    @Test
    void aLineOfDataMayBeLargerThanTheWindow() {
        String line = "x".repeat(20_000);
        StatementReader reader = Scripts.reader("COPY t FROM STDIN;\n" + line + "\n\\.\nSELECT 2");
        reader.next();

        assertThat(Scripts.data(reader)).containsExactly(line);
        assertThat(reader.next()).get().extracting(SqlStatement::text).isEqualTo("SELECT 2");
    }

    @Test
    void theEndOfTheWindowDoesNotChangeTheResult() {
        List<String> expected = Scripts.statements(HAZARDS);
        for (int shift = 8_192 - HAZARDS.length() - 2; shift <= 8_194; shift++) {
            assertThat(Scripts.statements(" ".repeat(shift) + HAZARDS))
                    .as("shifted by %s", shift)
                    .isEqualTo(expected);
        }
    }

    @Test
    void onlyTheCurrentStatementIsInMemory() {
        Widest input = new Widest("INSERT INTO t VALUES ('x'); -- one\n".repeat(30_000));

        assertThat(Scripts.read(input)).hasSize(30_000);
        assertThat(input.widest).isLessThanOrEqualTo(16_384);
    }

    @Test
    void onlyTheCurrentTokenIsInMemory() {
        Widest input = new Widest("VALUES " + "(1),\n".repeat(100_000));
        SqlLexer lexer = new SqlLexer(input);
        while (lexer.next().kind() != Token.Kind.END) {
            assertThat(input.widest).isLessThanOrEqualTo(16_384);
        }
    }

    @Test
    void onlyTheCurrentDataLineIsInMemory() {
        Widest input = new Widest("COPY t FROM STDIN;\n" + "some row\n".repeat(100_000));
        StatementReader reader = new StatementReader(input, Position.START, () -> true);
        reader.next();

        assertThat(Scripts.data(reader)).hasSize(100_000);
        assertThat(input.widest).isLessThanOrEqualTo(16_384);
    }

    @Test
    void positionsContinueAcrossWindows() {
        String script = "SELECT 1;\n".repeat(3_000) + " SELECT 2";

        assertThat(Scripts.read(SqlInput.of(script)))
                .last()
                .extracting(SqlStatement::position)
                .isEqualTo(new Position(30_001, 3_001, 2));
    }

    /** Records the largest window that it had to fill. */
    private static final class Widest implements SqlInput {

        private final SqlInput text;
        private int widest;

        Widest(String text) {
            this.text = SqlInput.of(text);
        }

        @Override
        public int read(char[] window, int offset, int length) {
            widest = Math.max(widest, window.length);
            return text.read(window, offset, length);
        }
    }
}
