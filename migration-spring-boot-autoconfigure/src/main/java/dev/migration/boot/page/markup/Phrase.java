// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.page.markup;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A text of the page that contains names of a database or a script, and times.
 *
 * @param parts each writes a part of the text
 */
public record Phrase(List<Consumer<Markup>> parts) {

    public Phrase {
        parts = List.copyOf(parts);
    }

    /** A text of this library. */
    public static Phrase of(String text) {
        return new Phrase(List.of(page -> page.text(text)));
    }

    /** A text of a database or a script. */
    public static Phrase ofForeign(String text) {
        return new Phrase(List.of(page -> page.foreign(text)));
    }

    public Phrase text(String text) {
        return with(page -> page.text(text));
    }

    public Phrase foreign(String text) {
        return with(page -> page.foreign(text));
    }

    /** The name of an object of a database, emphasised. */
    public Phrase name(String name) {
        return with(page -> page.open("em").foreign(name).close());
    }

    public Phrase time(Instant instant) {
        return with(page -> page.time(instant));
    }

    public void write(Markup page) {
        parts.forEach(part -> part.accept(page));
    }

    private Phrase with(Consumer<Markup> next) {
        return new Phrase(Stream.concat(parts.stream(), Stream.of(next)).toList());
    }
}
