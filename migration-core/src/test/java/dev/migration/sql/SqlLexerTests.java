// SPDX-License-Identifier: Apache-2.0
package dev.migration.sql;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.migration.sql.Token.Kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

class SqlLexerTests {

    @Test
    void distinguishesWordsQuotesAndSymbols() {
        assertThat(Scripts.tokens("SELECT \"a b\", 'c', 4 FROM t;"))
                .extracting(Token::kind, Token::text)
                .containsExactly(
                        tuple(Kind.WORD, "SELECT"),
                        tuple(Kind.QUOTED, "\"a b\""),
                        tuple(Kind.SYMBOL, ","),
                        tuple(Kind.QUOTED, "'c'"),
                        tuple(Kind.SYMBOL, ","),
                        tuple(Kind.WORD, "4"),
                        tuple(Kind.WORD, "FROM"),
                        tuple(Kind.WORD, "t"),
                        tuple(Kind.TERMINATOR, ";"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'it''s'",
                "''",
                "''''",
                "'C:\\'",
                "E'it\\'s'",
                "e'a\\\\'",
                "E'it''s'",
                "U&'d\\0061t\\+000061'",
                "u&'it''s'",
                "U&\"d\\0061t\"\"\"",
                "N'it''s'",
                "n'x'",
                "B'0101'",
                "b'1'",
                "X'1FF'",
                "x'f'",
                "\"a\"\"b\"",
                "\"it's; \\\"",
                "$$it's; \"$$",
                "$a$ $$ $b$ $ a$ $a$",
                "$_1$x$_1$",
                "$größe$x$größe$",
                "'line\r\nline'",
                "'-- no comment /* none */'"
            })
    void readsAQuoteAsOneToken(String quote) {
        assertThat(Scripts.tokens(quote + " after"))
                .extracting(Token::kind, Token::text)
                .containsExactly(tuple(Kind.QUOTED, quote), tuple(Kind.WORD, "after"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"'a", "E'a\\'", "\"a", "\"a\"\"", "$$ $a$", "$a$ $$", "/* /* */", "U&'a", "N'a"})
    void recognisesUnclosedQuotesAndComments(String script) {
        assertThat(Scripts.tokens("SELECT " + script))
                .extracting(Token::kind, Token::text)
                .containsExactly(tuple(Kind.WORD, "SELECT"), tuple(Kind.UNTERMINATED, script));
    }

    @Test
    void dollarsInsideANameOpenNoQuote() {
        assertThat(texts("c$$ c$$d $1$2 x$a$")).containsExactly("c$$", "c$$d", "$1", "$2", "x$a$");
    }

    @Test
    void aDollarTagBeginsWithALetter() {
        assertThat(texts("$1$ x $1$")).containsExactly("$1", "$", "x", "$1", "$");
    }

    @Test
    void dollarTagsAreCaseSensitive() {
        assertThat(texts("$a$ $A$ $a$")).containsExactly("$a$ $A$ $a$");
    }

    @Test
    void blockCommentsNest() {
        assertThat(Scripts.tokens("/* a /* b */ ; */ c"))
                .extracting(Token::kind, Token::text)
                .containsExactly(tuple(Kind.BLOCK_COMMENT, "/* a /* b */ ; */"), tuple(Kind.WORD, "c"));
    }

    @Test
    void aLineCommentEndsBeforeTheLineEnd() {
        assertThat(texts("-- a\r\nb -- c\rd")).containsExactly("-- a", "b", "-- c", "d");
    }

    @Test
    void aCommentEndsAnOperator() {
        assertThat(texts("5<-- less\n6 */* times */ 7"))
                .containsExactly("5", "<", "-- less", "6", "*", "/* times */", "7");
        assertThat(texts("a @-- at\nb @/* at */ c")).containsExactly("a", "@", "-- at", "b", "@", "/* at */", "c");
    }

    @Test
    void aMinusOnTheNextLineIsNoComment() {
        assertThat(texts("5-\n-1")).containsExactly("5", "-", "-", "1");
    }

    @Test
    void aSignEndsNoOrdinaryOperator() {
        assertThat(texts("a=-1 + b<+2")).containsExactly("a", "=", "-", "1", "+", "b", "<", "+", "2");
    }

    @Test
    void aSignMayEndAnOperatorWithASpecialCharacter() {
        assertThat(texts("a @- b ~- c")).containsExactly("a", "@-", "b", "~-", "c");
    }

    @Test
    void anOperatorIsOneSymbol() {
        assertThat(texts("a<=b <> c!~~*d||e ~* f"))
                .containsExactly("a", "<=", "b", "<>", "c", "!~~*", "d", "||", "e", "~*", "f");
    }

    @Test
    void namesAndNumbersEndWhereLettersAndDigitsEnd() {
        assertThat(texts("a/Z:0[9`_z{A@a"))
                .containsExactly("a", "/", "Z", ":", "0", "[", "9", "`", "_z", "{", "A", "@", "a");
    }

    @Test
    void jsonOperatorsAreSymbols() {
        assertThat(texts("a ?| b #>> c ? 'd'")).containsExactly("a", "?|", "b", "#>>", "c", "?", "'d'");
    }

    @Test
    void aPsqlCommandExtendsToTheEndOfItsLine() {
        assertThat(Scripts.tokens("\\restrict aB3;\nSELECT"))
                .extracting(Token::kind, Token::text)
                .containsExactly(tuple(Kind.META_COMMAND, "\\restrict aB3;"), tuple(Kind.WORD, "SELECT"));
    }

    @Test
    void aVariableIsPartOfTheNameAroundIt() {
        assertThat(texts("a_${b.c}_d ${e}f g${h}")).containsExactly("a_${b.c}_d", "${e}f", "g${h}");
    }

    @Test
    void lettersOfAnyScriptMakeNames() {
        assertThat(texts("größe 名前 \uD83D\uDE00")).containsExactly("größe", "名前", "\uD83D\uDE00");
    }

    @ParameterizedTest
    @ValueSource(strings = {"'it\\'s'", "N'it\\'s'", "n'\\\\'"})
    void aBackslashEscapesInPlainLiteralsIfTheServerIsSetSo(String literal) {
        assertThat(firstOnAnOldServer(literal + " ';'")).isEqualTo(new Token(Kind.QUOTED, literal, Position.START));
    }

    @ParameterizedTest
    @ValueSource(strings = {"B'1\\'", "X'1\\'", "U&'a\\'"})
    void bitsAndUnicodeHaveNoBackslashEscapes(String literal) {
        assertThat(firstOnAnOldServer(literal + " ';'")).isEqualTo(new Token(Kind.QUOTED, literal, Position.START));
    }

    @Test
    void theServerSettingIsReadForEachLiteral() {
        boolean[] conforming = {true};
        SqlLexer lexer = new SqlLexer(SqlInput.of("'a\\' 'b\\''"), Position.START, () -> conforming[0]);

        assertThat(lexer.next().text()).isEqualTo("'a\\'");
        conforming[0] = false;
        assertThat(lexer.next().text()).isEqualTo("'b\\''");
    }

    @Test
    void aContinuedEscapeLiteralKeepsItsEscapes() {
        assertThat(texts("E'a' -- and\n'b\\';c'")).containsExactly("E'a'", "-- and", "'b\\';c'");
    }

    @Test
    void aLiteralThatContinuesNothingHasNoEscapes() {
        assertThat(texts("E'a', 'b\\'")).containsExactly("E'a'", ",", "'b\\'");
    }

    @Test
    void theEndIsReturnedOnEveryFurtherCall() {
        SqlLexer lexer = new SqlLexer(SqlInput.of(" "));

        assertThat(List.of(lexer.next().kind(), lexer.next().kind())).containsOnly(Kind.END);
    }

    private static Token firstOnAnOldServer(String script) {
        return new SqlLexer(SqlInput.of(script), Position.START, () -> false).next();
    }

    private static List<String> texts(String script) {
        return Scripts.tokens(script).stream().map(Token::text).toList();
    }
}
