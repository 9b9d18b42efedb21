// SPDX-License-Identifier: Apache-2.0
package dev.migration.sql;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.migration.sql.Scripts.statements;
import static org.assertj.core.api.Assertions.assertThat;

class StatementReaderTests {

    @Test
    void aSemicolonEndsAStatement() {
        assertThat(statements("SELECT 1; SELECT 2;")).containsExactly("SELECT 1", "SELECT 2");
    }

    @Test
    void theLastStatementNeedsNoSemicolon() {
        assertThat(statements("SELECT 1;\nSELECT 2\n")).containsExactly("SELECT 1", "SELECT 2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " \r\n\t", ";", ";;\n;", "-- nothing", "/* nothing */", "-- a\n;/* b */;", "\\restrict x\n"})
    void aScriptMayContainNoStatement(String script) {
        assertThat(statements(script)).isEmpty();
    }

    @Test
    void emptyStatementsAreSkipped() {
        assertThat(statements(";;SELECT 1;;SELECT 2;;")).containsExactly("SELECT 1", "SELECT 2");
    }

    @Test
    void commentsBeforeAndAfterAStatementAreNotPartOfIt() {
        assertThat(statements("-- before\nSELECT 1 -- after\n; /* between */ SELECT 2"))
                .containsExactly("SELECT 1", "SELECT 2");
    }

    @Test
    void commentsWithinAStatementStay() {
        assertThat(statements("SELECT /* one; */ 1 -- two;\n, 2;")).containsExactly("SELECT /* one; */ 1 -- two;\n, 2");
    }

    @Test
    void semicolonsInDollarQuotesEndNoStatement() {
        assertStaysWhole("DO $$ BEGIN PERFORM 1; PERFORM 'a;'; END $$");
    }

    @Test
    void aDollarQuoteMayContainDollarQuotesWithOtherTags() {
        assertStaysWhole("DO $do$ BEGIN EXECUTE $$ SELECT ';' $$; EXECUTE $q$ SELECT 1; $q$; END $do$");
    }

    @Test
    void aDollarQuoteEndsAtItsTagEvenWithoutASpace() {
        assertThat(statements("SELECT $a$x;$a$;SELECT 2")).containsExactly("SELECT $a$x;$a$", "SELECT 2");
    }

    @Test
    void aNameThatEndsInDollarsOpensNoQuote() {
        assertThat(statements("SELECT 1 AS c$$; SELECT 2 AS d$$"))
                .containsExactly("SELECT 1 AS c$$", "SELECT 2 AS d$$");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 'a;''b;'",
                "SELECT \"a;\"\"b;\" FROM t",
                "SELECT E'a\\';b'",
                "SELECT e'\\\\', ';'",
                "SELECT U&'\\003b;'",
                "SELECT U&\";\" FROM t",
                "SELECT N';', B'1', X'F', ';'",
                "SELECT 'C:\\', ';'"
            })
    void semicolonsInQuotesEndNoStatement(String statement) {
        assertStaysWhole(statement);
    }

    @Test
    void semicolonsInNestedCommentsEndNoStatement() {
        assertStaysWhole("SELECT 1 /* a; /* b; */ c; */ + 2");
    }

    @Test
    void commentMarksInLiteralsBeginNoComment() {
        assertThat(statements("SELECT '--'; SELECT '/*'; SELECT \"--\"; SELECT $$/*$$"))
                .containsExactly("SELECT '--'", "SELECT '/*'", "SELECT \"--\"", "SELECT $$/*$$");
    }

    @Test
    void quotesInCommentsBeginNoLiteral() {
        assertThat(statements("SELECT 1 -- it's\n; SELECT 2 /* don't \" $$ */; SELECT 3"))
                .hasSize(3)
                .last()
                .isEqualTo("SELECT 3");
    }

    @Test
    void aMinusAtTheEndOfALineAndOneAtTheBeginningOfTheNextAreNoComment() {
        assertStaysWhole("SELECT 5-\n-1");
    }

    @Test
    void aLiteralContinuesOnTheNextLine() {
        assertStaysWhole("SELECT 'a;'\n';b'");
    }

    @Test
    void anEscapeLiteralContinuesWithItsEscapes() {
        assertStaysWhole("SELECT E'a;'\n'\\';b'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"FUNCTION", "PROCEDURE", "function", "Procedure"})
    void theBodyOfARoutineIsPartOfOneStatement(String routine) {
        assertStaysWhole("CREATE " + routine + " f() BEGIN ATOMIC SELECT 1; SELECT 2; END");
    }

    @Test
    void aReplacedRoutineHasABodyToo() {
        assertStaysWhole("CREATE OR REPLACE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT 2; END");
    }

    @Test
    void caseWithinABodyEndsBeforeIt() {
        assertStaysWhole(
                "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN true THEN CASE 1 WHEN 1 THEN 2 END END;"
                        + " SELECT (CASE WHEN true THEN 3 END); END");
    }

    @Test
    void caseInTheArgumentsOfARoutineIsNoBody() {
        assertStaysWhole("CREATE FUNCTION f(a int DEFAULT CASE WHEN true THEN 1 END) RETURNS int RETURN a");
    }

    @Test
    void caseThatARoutineReturnsIsNoBody() {
        assertStaysWhole("CREATE FUNCTION f() RETURNS int RETURN CASE WHEN true THEN 1 END");
    }

    @Test
    void caseOutsideARoutineIsNoBody() {
        assertThat(statements("SELECT CASE WHEN true THEN 1; SELECT 2")).hasSize(2);
    }

    @Test
    void beginOutsideARoutineIsNoBody() {
        assertThat(statements("BEGIN; SELECT 1; END;")).containsExactly("BEGIN", "SELECT 1", "END");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DROP FUNCTION f",
                "CREATE TABLE function (begin int)",
                "COMMENT ON FUNCTION begin IS ''",
                "CREATE VIEW function AS SELECT 1 AS begin"
            })
    void onlyCreateBeginsARoutine(String statement) {
        assertStaysWhole(statement);
    }

    @Test
    void semicolonsInParenthesesEndNoStatement() {
        assertStaysWhole("CREATE RULE r AS ON INSERT TO t DO ALSO (INSERT INTO u VALUES (1); DELETE FROM v)");
    }

    @Test
    void parenthesesInLiteralsDoNotCount() {
        assertThat(statements("SELECT '('; SELECT \")(\"; SELECT $$($$")).hasSize(3);
    }

    @Test
    void anExtraParenthesisEndsNoStatementEarly() {
        assertThat(statements("SELECT 1); SELECT (2; 3)")).containsExactly("SELECT 1)", "SELECT (2; 3)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT a ? 'b', a ?| c, a ?& d FROM t",
                "PREPARE p AS SELECT $1, $2",
                "SELECT '${x}', '#{y}', :z",
                "SELECT 1\n/\n2",
                "SELECT 1 AS\nGO",
                "SELECT {fn now()}"
            })
    void statementsThatOtherToolsSplitStayWhole(String statement) {
        assertStaysWhole(statement);
    }

    @Test
    void carriageReturnsInLiteralsStay() {
        assertStaysWhole("SELECT 'a\r\nb', $$c\r\nd$$");
    }

    @Test
    void psqlCommandsBetweenStatementsAreSkipped() {
        assertThat(statements("\\restrict aB3\nSELECT 1;\n\\unrestrict aB3\n")).containsExactly("SELECT 1");
    }

    @Test
    void theServerSettingDecidesHowPlainLiteralsAreRead() {
        boolean[] conforming = {true};
        var reader = new StatementReader(
                SqlInput.of("SELECT 'a\\'; SET x; SELECT 'it\\';s'; SELECT 2"), Position.START, () -> conforming[0]);

        assertThat(reader.next().orElseThrow().text()).isEqualTo("SELECT 'a\\'");
        assertThat(reader.next().orElseThrow().text()).isEqualTo("SET x");
        conforming[0] = false;
        assertThat(reader.next().orElseThrow().text()).isEqualTo("SELECT 'it\\';s'");
    }

    @Test
    void anUnclosedQuoteIsReturnedAsItIs() {
        assertThat(statements("SELECT 1; SELECT 'a; b")).containsExactly("SELECT 1", "SELECT 'a; b");
    }

    @Test
    void eachStatementHasItsPosition() {
        assertThat(Scripts.read(SqlInput.of("-- a\n  SELECT 1;\r\n\r\nSELECT\n2; SELECT 3")))
                .extracting(SqlStatement::position)
                .containsExactly(new Position(7, 2, 3), new Position(20, 4, 1), new Position(30, 5, 4));
    }

    @Test
    void positionsCountFromTheStartOfTheSection() {
        var reader = new StatementReader(SqlInput.of(" SELECT 1;\nSELECT 2"), new Position(100, 7, 12), () -> true);

        assertThat(reader.next().orElseThrow().position()).isEqualTo(new Position(101, 7, 13));
        assertThat(reader.next().orElseThrow().position()).isEqualTo(new Position(111, 8, 1));
    }

    private static void assertStaysWhole(String statement) {
        assertThat(statements(statement + ";\nSELECT 2")).containsExactly(statement, "SELECT 2");
    }
}
