// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.output;

import java.io.StringWriter;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes a value as JSON. Maps become objects, collections arrays. An empty {@link Optional} becomes {@code null}, a
 * {@link Duration} its number of milliseconds. Numbers and booleans stay what they are; any other value becomes a string.
 */
public final class JsonText {

    /** Escapes surrogates, because not every character set of a terminal has the characters that they stand for. */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .highestNonEscapedChar(Character.MIN_SURROGATE - 1)
            .build();

    private final JsonGenerator generator;

    private JsonText(JsonGenerator generator) {
        this.generator = generator;
    }

    /** Returns the JSON of a value, with a line for each member of an object. */
    public static String of(Object value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(new Layout(), text)) {
            new JsonText(generator).write(value);
        }
        return text.toString();
    }

    private void write(@Nullable Object value) {
        if (value == null) {
            generator.writeNull();
        } else if (value instanceof Optional<?> optional) {
            write(optional.orElse(null));
        } else if (value instanceof Map<?, ?> map) {
            generator.writeStartObject(map);
            map.forEach(this::writeMember);
            generator.writeEndObject();
        } else if (value instanceof Collection<?> collection) {
            generator.writeStartArray(collection);
            collection.forEach(this::write);
            generator.writeEndArray();
        } else {
            writeScalar(value);
        }
    }

    private void writeMember(Object name, @Nullable Object value) {
        generator.writeName(name.toString());
        write(value);
    }

    private void writeScalar(Object value) {
        if (value instanceof Duration duration) {
            generator.writeNumber(duration.toMillis());
        } else if (value instanceof Number) {
            generator.writeNumber(value.toString());
        } else if (value instanceof Boolean flag) {
            generator.writeBoolean(flag);
        } else {
            generator.writeString(value.toString());
        }
    }

    /** Hands the layout to the generator. */
    private static final class Layout extends ObjectWriteContext.Base {

        @Override
        public PrettyPrinter getPrettyPrinter() {
            return new JsonLayout();
        }

        @Override
        public boolean hasPrettyPrinter() {
            return true;
        }
    }
}
