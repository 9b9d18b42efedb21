// SPDX-License-Identifier: Apache-2.0
package dev.migration.schema.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A single change of a schema.
 *
 * @param before the statements that make the first state
 * @param after the statements that make the second state from the first
 * @param seen how the object that must be reported begins
 * @param since the first major version of PostgreSQL that has the feature
 */
record SchemaChange(String name, String before, String after, String seen, int since) {

    static List<SchemaChange> all() {
        List<SchemaChange> changes = new ArrayList<>();
        for (String text : resource().split("(?m)^-- CHANGE ")) {
            if (text.contains("-- TO\n")) {
                changes.add(parse(text));
            }
        }
        return changes;
    }

    private static SchemaChange parse(String text) {
        String name = text.substring(0, text.indexOf('\n'));
        String[] states = text.substring(name.length()).split("(?m)^-- TO\n", 2);
        String[] result = states[1].split("(?m)^-- SEEN ", 2);
        String[] seen = result[1].split("\n", 2);
        int since = states[0].contains("-- SINCE ")
                ? Integer.parseInt(states[0].replaceAll("(?s).*-- SINCE (\\d+).*", "$1"))
                : 14;
        return new SchemaChange(name, states[0].replaceAll("-- SINCE \\d+", ""), result[0], seen[0], since);
    }

    private static String resource() {
        try (InputStream file = Objects.requireNonNull(SchemaChange.class.getResourceAsStream("/schema/changes.sql"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
