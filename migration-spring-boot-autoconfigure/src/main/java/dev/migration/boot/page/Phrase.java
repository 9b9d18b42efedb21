// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.page;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A text of the page that contains names of a database or a script, and times.
 *
 * @param parts each writes a part of the text
 */
record Phrase(List<Consumer<Markup>> parts) {

    Phrase {
        parts = List.copyOf(parts);
    }

    /** A text of this library. */
    static Phrase of(String text) {
        return new Phrase(List.of(page -> page.text(text)));
    }

    /** A text of a database or a script. */
    static Phrase ofForeign(String text) {
        return new Phrase(List.of(page -> page.foreign(text)));
    }

    Phrase text(String text) {
        return with(page -> page.text(text));
    }

    Phrase foreign(String text) {
        return with(page -> page.foreign(text));
    }

    Phrase time(Instant instant) {
        return with(page -> page.time(instant));
    }

    void write(Markup page) {
        parts.forEach(part -> part.accept(page));
    }

    private Phrase with(Consumer<Markup> next) {
        return new Phrase(Stream.concat(parts.stream(), Stream.of(next)).toList());
    }
}
