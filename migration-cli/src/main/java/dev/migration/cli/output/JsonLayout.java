// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.output;

import java.util.Collection;
import java.util.Map;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;

/**
 * Lays JSON out with a line for each member of an object and for each object in an array. An array without objects stays in one
 * line: {@code ["a1f0c3", "b2d4e5"]}. The current value of the generator in an array must be the collection that is written.
 */
final class JsonLayout extends DefaultPrettyPrinter {

    private static final DefaultIndenter LINES = new DefaultIndenter("  ", "\n");

    private static final Separators SEPARATORS = new Separators()
            .withObjectNameValueSpacing(Separators.Spacing.AFTER)
            .withObjectEmptySeparator("")
            .withArrayEmptySeparator("");

    JsonLayout() {
        super(SEPARATORS);
        indentObjectsWith(LINES);
        indentArraysWith(LINES);
    }

    @Override
    public void beforeArrayValues(JsonGenerator generator) {
        if (hasObjects(generator)) {
            super.beforeArrayValues(generator);
        }
    }

    @Override
    public void writeArrayValueSeparator(JsonGenerator generator) {
        if (hasObjects(generator)) {
            super.writeArrayValueSeparator(generator);
        } else {
            generator.writeRaw(", ");
        }
    }

    /** Without elements, the super class writes no line break before the bracket. */
    @Override
    public void writeEndArray(JsonGenerator generator, int elements) {
        super.writeEndArray(generator, hasObjects(generator) ? elements : 0);
    }

    private static boolean hasObjects(JsonGenerator generator) {
        return generator.currentValue() instanceof Collection<?> array
                && array.stream().anyMatch(Map.class::isInstance);
    }
}
