package dev.migration.boot.page;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Writes HTML and SVG of which every text and every attribute is escaped: what comes from a database or a script stays text.
 *
 * <p>Attributes are names and values in turn. Characters that HTML forbids are left out.
 */
final class Markup {

    private static final String VOID = " meta link br hr ";

    private final StringBuilder text = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();

    /** Begins an element; one that never has content is over with it. */
    Markup open(String element, String... attributes) {
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

    /** Ends the element that was begun last. */
    Markup close() {
        text.append("</").append(open.pop()).append('>');
        return this;
    }

    Markup text(String content) {
        escape(content);
        return this;
    }

    /** An element with nothing but text. */
    Markup element(String element, String content, String... attributes) {
        return open(element, attributes).text(content).close();
    }

    /** A name or message of somebody else's: its direction stays its own, so that it cannot turn what stands around it. */
    Markup foreign(String content, String... attributes) {
        return element("bdi", content, attributes);
    }

    /** Text of our own that is markup: the style and the script of the page. */
    Markup trusted(String asset) {
        text.append(asset);
        return this;
    }

    /** @throws IllegalStateException if an element is open */
    String finished() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("Open: " + open);
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
