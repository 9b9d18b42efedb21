// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.page.markup;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Writes HTML and SVG, and escapes every text and every attribute, so that a text of a database or a script cannot become markup.
 *
 * <p>Attributes are given as alternating names and values. Characters that HTML does not permit are removed.
 */
public final class Markup {

    private static final String VOID = " meta link br hr ";

    private final StringBuilder text = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();

    /** Opens an element. A void element, such as {@code meta}, needs no {@link #close()}. */
    public Markup open(String element, String... attributes) {
        if (attributes.length % 2 != 0) {
            throw new IllegalArgumentException("An attribute of " + element + " has no value");
        }
        text.append('<').append(element);
        for (int index = 0; index < attributes.length; index += 2) {
            text.append(' ').append(attributes[index]).append("=\"");
            escape(attributes[index + 1]);
            text.append('"');
        }
        text.append('>');
        if (!VOID.contains(" " + element + " ")) {
            open.push(element);
        }
        return this;
    }

    /** Closes the element that was opened last. */
    public Markup close() {
        text.append("</").append(open.pop()).append('>');
        return this;
    }

    public Markup text(String content) {
        escape(content);
        return this;
    }

    /** Writes an element that contains only text. */
    public Markup element(String element, String content, String... attributes) {
        return open(element, attributes).text(content).close();
    }

    /** Writes a name or message of a script or database. Its text direction is isolated and cannot change the text around it. */
    public Markup foreign(String content, String... attributes) {
        return element("bdi", content, attributes);
    }

    /** Writes a time in UTC. The script of the page replaces the text by the time in the reader's zone; the title stays. */
    public Markup time(Instant instant) {
        String utc = PageFormat.time(instant);
        return element("time", utc, "datetime", instant.toString(), "title", utc);
    }

    /** Writes an asset of the page without escaping. */
    public Markup trusted(String asset) {
        text.append(asset);
        return this;
    }

    /**
     * Returns the finished text.
     *
     * @throws IllegalStateException if an element is still open
     */
    public String finished() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("Elements are still open: " + open);
        }
        return text.toString();
    }

    private void escape(String content) {
        content.codePoints().forEach(this::escape);
    }

    private void escape(int character) {
        switch (character) {
            case '&' -> text.append("&amp;");
            case '<' -> text.append("&lt;");
            case '>' -> text.append("&gt;");
            case '"' -> text.append("&quot;");
            case '\'' -> text.append("&#39;");
            default -> {
                if (isAllowed(character)) {
                    text.appendCodePoint(character);
                }
            }
        }
    }

    private static boolean isAllowed(int character) {
        boolean blank = character == '\n' || character == '\t';
        boolean surrogate = character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
        return blank || !(Character.isISOControl(character) || surrogate || (character & 0xFFFE) == 0xFFFE);
    }
}
