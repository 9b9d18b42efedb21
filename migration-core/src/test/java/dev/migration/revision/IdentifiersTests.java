// SPDX-License-Identifier: Apache-2.0
package dev.migration.revision;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class IdentifiersTests {

    @ParameterizedTest
    @ValueSource(strings = {"a", "1", "abc123", "2025_01_15.add_priority", "HEAD", "header", "based", ".", "_"})
    void lettersDigitsUnderscoresAndDotsMakeAName(String name) {
        assertThat(Identifiers.fault(name)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a-b", "a+1", "a@b", "a,b", "a:b", "é", "a\n", "'a'", "{a}"})
    void namesWithOtherCharactersAreRefused(String name) {
        assertThat(Identifiers.fault(name)).contains("'" + name + "' may only have letters, digits, '_' and '.'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"head", "heads", "base", "current"})
    void wordsOfTheTargetGrammarAreNoNames(String name) {
        assertThat(Identifiers.fault(name)).contains("'" + name + "' is a reserved word");
    }
}
