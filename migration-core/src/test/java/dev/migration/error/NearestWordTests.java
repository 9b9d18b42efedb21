// SPDX-License-Identifier: Apache-2.0
package dev.migration.error;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class NearestWordTests {

    private static final List<String> KNOWN = List.of("revision", "revises", "upgrade", "downgrade", "depends-on");

    @ParameterizedTest
    @CsvSource({
        "revison, revision",
        "revision, revision",
        "rivises, revises",
        "Upgrade, upgrade",
        "upgarde, upgrade",
        "downgraed, downgrade",
        "depends_on, depends-on",
        "dependson, depends-on"
    })
    void findsTheIntendedWord(String typed, String meant) {
        assertThat(NearestWord.of(typed, KNOWN)).contains(meant);
    }

    @ParameterizedTest
    @CsvSource({"param", "up", "''", "revolution9", "downstairs"})
    void findsNothingIfNoWordIsClose(String typed) {
        assertThat(NearestWord.of(typed, KNOWN)).isEmpty();
    }

    @Test
    void aLongerWordMayHaveMoreEdits() {
        assertThat(NearestWord.of("abcdefghixyz", List.of("abcdefghi123"))).contains("abcdefghi123");
        assertThat(NearestWord.of("abcdefxyz", List.of("abcdef1234"))).isEmpty();
    }

    @Test
    void aCommonMiddleIsNotEnough() {
        assertThat(NearestWord.of("abcdyy", List.of("zzabcd"))).isEmpty();
    }

    @Test
    void theClosestWordIsReturned() {
        assertThat(NearestWord.of("a1b2c4", List.of("a1b2d5", "a1b2c3", "a1c2c4")))
                .contains("a1b2c3");
    }

    @Test
    void amongEquallyCloseWordsTheFirstAlphabeticallyIsReturned() {
        assertThat(NearestWord.of("abcx", List.of("abcz", "abca", "abcm"))).contains("abca");
    }

    @Test
    void findsNothingAmongNoWords() {
        assertThat(NearestWord.of("a", List.of())).isEmpty();
    }

    @Test
    void suggestsTheWordAsAQuestion() {
        assertThat(NearestWord.question("revison", KNOWN)).isEqualTo(" Did you mean 'revision'?");
    }

    @Test
    void suggestsNothingIfNoWordIsClose() {
        assertThat(NearestWord.question("param", KNOWN)).isEmpty();
    }
}
