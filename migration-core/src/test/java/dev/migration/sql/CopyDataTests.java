// SPDX-License-Identifier: Apache-2.0
package dev.migration.sql;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class CopyDataTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "COPY t FROM STDIN",
                "copy t (a, b) from stdin with (format csv, header)",
                "COPY \"from\" FROM\nSTDIN",
                "COPY public.t FROM /* here */ STDIN CSV",
                "COPY t FROM STDOUT",
                "COPY BINARY stdin FROM STDIN"
            })
    void linesFollowACopyFromStdin(String statement) {
        StatementReader reader = Scripts.reader(statement + ";\none\ntwo\n\\.\nSELECT 2;");

        assertThat(reader.next()).get().satisfies(copy -> {
            assertThat(copy.text()).isEqualTo(statement);
            assertThat(copy.copiesFromStdin()).isTrue();
        });
        assertThat(Scripts.data(reader)).containsExactly("one", "two");
        assertThat(reader.next()).get().extracting(SqlStatement::text).isEqualTo("SELECT 2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "COPY t TO STDOUT",
                "COPY t FROM '/data/stdin'",
                "COPY t FROM PROGRAM 'stdin'",
                "COPY (SELECT * FROM stdin) TO STDOUT",
                "SELECT * FROM stdin",
                "SELECT copy FROM stdin",
                "COPY t FROM '/x' WHERE a IS DISTINCT FROM stdin",
                "COPY stdin TO STDIN",
                "COPY t (\"from\", stdin) TO STDOUT",
                "COPY \"from\" FROM \"stdin\""
            })
    void noLinesFollowAnythingElse(String statement) {
        StatementReader reader = Scripts.reader(statement + ";\nSELECT 2");

        assertThat(reader.next())
                .get()
                .extracting(SqlStatement::copiesFromStdin)
                .isEqualTo(false);
        assertThat(reader.copyLine()).isEmpty();
        assertThat(reader.next()).get().extracting(SqlStatement::text).isEqualTo("SELECT 2");
    }

    @Test
    void dataAreNotSql() {
        assertDataBeforeSelect2(
                "COPY t FROM STDIN;\nit's; \"/* $$\n--\\N\n\n\\.\nSELECT 2", "it's; \"/* $$", "--\\N", "");
    }

    @Test
    void aCarriageReturnStaysInTheData() {
        assertDataBeforeSelect2("COPY t FROM STDIN;\r\none\r\ntw\ro\r\n\\.\r\nSELECT 2", "one\r", "tw\ro\r");
    }

    private static void assertDataBeforeSelect2(String script, String... lines) {
        StatementReader reader = Scripts.reader(script);
        reader.next();

        assertThat(Scripts.data(reader)).containsExactly(lines);
        assertThat(reader.next()).get().extracting(SqlStatement::text).isEqualTo("SELECT 2");
    }

    @Test
    void dataMayEndWithTheScript() {
        StatementReader reader = Scripts.reader("COPY t FROM STDIN;\none\ntwo");
        reader.next();

        assertThat(Scripts.data(reader)).containsExactly("one", "two");
        assertThat(reader.next()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "COPY t FROM STDIN;",
                "COPY t FROM STDIN;\n",
                "COPY t FROM STDIN;\n\\.",
                "COPY t FROM STDIN;\n\\.\n"
            })
    void thereMayBeNoData(String script) {
        StatementReader reader = Scripts.reader(script);
        reader.next();

        assertThat(Scripts.data(reader)).isEmpty();
        assertThat(reader.next()).isEmpty();
    }

    @Test
    void onlyABackslashAndADotEndTheData() {
        StatementReader reader = Scripts.reader("COPY t FROM STDIN;\n \\.\n\\..\n\\.\nSELECT 2");
        reader.next();

        assertThat(Scripts.data(reader)).containsExactly(" \\.", "\\..");
    }

    @Test
    void unreadDataAreSkipped() {
        assertThat(Scripts.statements("COPY t FROM STDIN;\none;\ntwo;\n\\.\nSELECT 2"))
                .containsExactly("COPY t FROM STDIN", "SELECT 2");
    }

    @Test
    void aCommentMayFollowTheCopyOnItsLine() {
        StatementReader reader = Scripts.reader("COPY t FROM STDIN; -- rows\none\n\\.\n");
        reader.next();

        assertThat(Scripts.data(reader)).containsExactly("one");
    }

    @Test
    void theTextAfterTheCopyIsKept() {
        SqlLexer lexer = new SqlLexer(SqlInput.of("COPY t FROM STDIN; DROP TABLE t;\none\n"));
        while (!lexer.atCopyData()) {
            lexer.next();
        }

        assertThat(lexer.textAfterCopy()).isEqualTo("DROP TABLE t;");
        assertThat(lexer.copyLine()).contains("one\n");
    }

    @Test
    void positionsContinueAfterTheData() {
        StatementReader reader = Scripts.reader("COPY t FROM STDIN;\none\ntwo\n\\.\n SELECT 2");
        reader.next();

        assertThat(reader.next()).get().extracting(SqlStatement::position).isEqualTo(new Position(31, 5, 2));
    }

    @Test
    void aSectionDirectiveEndsACopyWithoutSemicolon() {
        SqlLexer lexer = new SqlLexer(SqlInput.of("COPY t FROM STDIN\n-- mark\nSELECT 1;\nSELECT 2"));
        while (lexer.next().kind() != Token.Kind.LINE_COMMENT) {
            assertThat(lexer.atCopyData()).isFalse();
        }
        lexer.startStatement();

        assertThat(lexer.next().text()).isEqualTo("SELECT");
        assertThat(lexer.next().text()).isEqualTo("1");
        assertThat(lexer.next().kind()).isEqualTo(Token.Kind.TERMINATOR);
        assertThat(lexer.atCopyData()).isFalse();
    }
}
