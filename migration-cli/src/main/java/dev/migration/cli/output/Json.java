package dev.migration.cli.output;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * Writes values as JSON (RFC 8259): maps, collections, texts, numbers, truth values and nothing. An empty {@link Optional} is
 * {@code null}, a {@link Duration} a number of milliseconds, all else its text.
 */
public final class Json {

    private static final int INDENT = 2;

    private final StringBuilder text = new StringBuilder();

    private Json() {}

    /** The value as JSON, a line for each member. */
    public static String of(Object value) {
        Json json = new Json();
        json.write(value, 0);
        return json.text.toString();
    }

    private void write(@Nullable Object value, int depth) {
        if (value == null) {
            text.append("null");
        } else if (value instanceof Optional<?> optional) {
            write(optional.orElse(null), depth);
        } else if (value instanceof Map<?, ?> map) {
            writeObject(map, depth);
        } else if (value instanceof Collection<?> collection) {
            writeArray(collection, depth);
        } else if (value instanceof Duration duration) {
            text.append(duration.toMillis());
        } else if (value instanceof Number || value instanceof Boolean) {
            text.append(value);
        } else {
            writeText(value.toString());
        }
    }

    private void writeObject(Map<?, ?> map, int depth) {
        String comma = "";
        text.append('{');
        for (Map.Entry<?, ?> member : map.entrySet()) {
            text.append(comma);
            newLine(depth + 1);
            writeText(String.valueOf(member.getKey()));
            text.append(": ");
            write(member.getValue(), depth + 1);
            comma = ",";
        }
        if (!map.isEmpty()) {
            newLine(depth);
        }
        text.append('}');
    }

    /** Names stay in one line; what has members of its own does not. */
    private void writeArray(Collection<?> collection, int depth) {
        boolean flat = collection.stream().noneMatch(Map.class::isInstance);
        String comma = "";
        text.append('[');
        for (Object element : collection) {
            text.append(comma);
            if (!flat) {
                newLine(depth + 1);
            }
            write(element, depth + 1);
            comma = flat ? ", " : ",";
        }
        if (!flat) {
            newLine(depth);
        }
        text.append(']');
    }

    private void newLine(int depth) {
        text.append('\n').append(" ".repeat(depth * INDENT));
    }

    private void writeText(String value) {
        text.append('"');
        for (int place = 0; place < value.length(); place++) {
            char character = value.charAt(place);
            switch (character) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                default -> {
                    if (character < ' ' || Character.isSurrogate(character)) {
                        text.append(String.format("\\u%04x", (int) character));
                    } else {
                        text.append(character);
                    }
                }
            }
        }
        text.append('"');
    }
}
