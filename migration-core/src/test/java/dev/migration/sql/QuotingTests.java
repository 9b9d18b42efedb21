package dev.migration.sql;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.migration.sql.Token.Kind;

import static org.assertj.core.api.Assertions.assertThat;

class QuotingTests {

    @Test
    void namesGetDoubleQuotes() {
        assertThat(Quoting.identifier("order")).isEqualTo("\"order\"");
    }

    @Test
    void doubleQuotesInNamesAreDoubled() {
        assertThat(Quoting.identifier("a\"b; --")).isEqualTo("\"a\"\"b; --\"");
    }

    @Test
    void textsGetSingleQuotes() {
        assertThat(Quoting.literal("it's")).isEqualTo("'it''s'");
    }

    @Test
    void textsWithBackslashesBecomeEscapeLiterals() {
        assertThat(Quoting.literal("C:\\it's")).isEqualTo("E'C:\\\\it''s'");
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
