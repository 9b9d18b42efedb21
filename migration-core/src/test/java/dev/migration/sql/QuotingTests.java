// SPDX-License-Identifier: Apache-2.0
package dev.migration.sql;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.migration.sql.Token.Kind;

import static org.assertj.core.api.Assertions.assertThat;

class QuotingTests {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {"order, \"order\"", "a\"b; --, \"a\"\"b; --\""})
    void namesGetDoubleQuotesWhichAreDoubledInside(String name, String quoted) {
        assertThat(Quoting.identifier(name)).isEqualTo(quoted);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {"it's, 'it''s'", "C:\\it's, E'C:\\\\it''s'"})
    void textsGetSingleQuotesAndWithBackslashesBecomeEscapeLiterals(String text, String quoted) {
        assertThat(Quoting.literal(text)).isEqualTo(quoted);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "'", "''", "\\", "\\'", "'\\", "a\\\\'b", "\"", "$$", "--", "ü\uD83D\uDE00\n"})
    void aLiteralIsOneTokenWithEveryServerSetting(String text) {
        for (boolean conforming : new boolean[] {true, false}) {
            SqlLexer lexer = new SqlLexer(SqlInput.of(Quoting.literal(text) + " "), Position.START, () -> conforming);

            assertThat(lexer.next()).isEqualTo(new Token(Kind.QUOTED, Quoting.literal(text), Position.START));
        }
    }
}
