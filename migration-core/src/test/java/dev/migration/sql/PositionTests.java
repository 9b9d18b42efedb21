// SPDX-License-Identifier: Apache-2.0
package dev.migration.sql;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class PositionTests {

    private static final Position HERE = new Position(100, 10, 5);

    @ParameterizedTest
    @CsvSource({"0, 100, 10, 5", "3, 103, 10, 8", "8, 108, 11, 1", "10, 110, 11, 3", "15, 115, 12, 1"})
    void movesWithinAStatement(int characters, long offset, int line, int column) {
        assertThat(HERE.within("SELECT\r\n  'é'\r\n+ 1", characters)).isEqualTo(new Position(offset, line, column));
    }

    @Test
    void aCharacterBeyondTheBasicPlaneCountsOnceForTheServerAndTwiceInTheScript() {
        String statement = "SELECT '\uD83D\uDE00' + x";

        Position place = Position.START.within(statement, 12);

        assertThat(statement.substring((int) place.offset())).isEqualTo(" x");
        assertThat(place).isEqualTo(new Position(13, 1, 14));
    }

    @Test
    void thePositionOfATokenIsTheSameWhetherReadOrComputed() {
        String script = "SELECT '\uD83D\uDE00',\n  '\uD83D\uDE00', x";
        Token last = Scripts.tokens(script).get(5);

        assertThat(last.text()).isEqualTo("x");
        assertThat(Position.START.within(
                        script, script.codePointCount(0, (int) last.position().offset())))
                .isEqualTo(last.position());
    }

    @Test
    void theTextMayBeginWithALineEnd() {
        assertThat(HERE.within("\nab", 2)).isEqualTo(new Position(102, 11, 2));
    }

    @Test
    void doesNotLeaveTheStatement() {
        assertThat(HERE.within("ab", 7)).isEqualTo(new Position(102, 10, 7));
    }

    @Test
    void isWrittenAsLineAndColumn() {
        assertThat(HERE).hasToString("10:5");
    }
}
