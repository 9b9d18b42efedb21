// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.page.markup;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class MarkupTests {

    @Test
    void textAndAttributesAreEscaped() {
        assertThat(new Markup().element("a", "<b> & 'x'", "href", "\"><script>").finished())
                .isEqualTo("<a href=\"&quot;&gt;&lt;script&gt;\">&lt;b&gt; &amp; &#39;x&#39;</a>");
    }

    @Test
    void charactersThatHtmlForbidsAreRemoved() {
        assertThat(new Markup()
                        .text("a\u0000b\u0007c\uD800d\uFFFFe\u0085f\n\tg😀")
                        .finished())
                .isEqualTo("abcdef\n\tg😀");
    }

    @Test
    void theTextDirectionOfForeignNamesIsIsolated() {
        assertThat(new Markup().foreign("\u202Eevil", "class", "id").finished())
                .isEqualTo("<bdi class=\"id\">\u202Eevil</bdi>");
    }

    @Test
    void finishedFailsIfAnElementIsOpen() {
        assertThatIllegalStateException()
                .isThrownBy(() -> new Markup().open("p").finished())
                .withMessageContaining("p");
    }
}
