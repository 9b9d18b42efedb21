// SPDX-License-Identifier: Apache-2.0
package dev.migration.error;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PrintableTextTests {

    @Test
    void whatATerminalObeysIsEscaped() {
        assertThat(PrintableText.of("a\u001b[2J\u009b1A\u007f\u0000\rb"))
                .isEqualTo("a\\u001B[2J\\u009B1A\\u007F\\u0000\\u000Db");
        assertThat(PrintableText.of("\u202euser\u2066")).isEqualTo("\\u202Euser\\u2066");
    }

    @Test
    void linesTabsAndEveryOtherTextStay() {
        String text = "a\tb\r\nc\n\u200fשלום 👩‍👩‍👧 'ü' \\ \"";

        assertThat(PrintableText.of(text)).isEqualTo(text);
    }

    @Test
    void aLongTextIsCutBetweenCharacters() {
        assertThat(PrintableText.of("a👩" + "b".repeat(10), 2)).isEqualTo("a… (12 more characters)");
        assertThat(PrintableText.of("ab", 2)).isEqualTo("ab");
    }
}
