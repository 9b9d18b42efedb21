// SPDX-License-Identifier: Apache-2.0
package dev.migration.autogenerate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A single change of a schema, from the cases of core's {@code SchemaSnapshotTests} and from our own.
 *
 * @param before the statements that make the first state
 * @param after the statements that make the second state from the first
 * @param since the first major version of PostgreSQL that has the feature
 */
record SchemaChange(String name, List<String> before, List<String> after, int since) {

    private static final List<Path> FILES = List.of(
            Path.of("../migration-core/src/test/resources/schema/changes.sql"),
            Path.of("src/test/resources/changes.sql"));
    private static final Pattern SINCE = Pattern.compile("(?m)^-- SINCE (\\d+)$");
    /** The driver would split at the semicolons of BEGIN ATOMIC, too, if a text had several statements. */
    private static final Pattern SINGLE_STATEMENT =
            Pattern.compile(";\\s+(?=(ALTER|COMMENT|CREATE|DROP|GRANT|REVOKE|UPDATE|INSERT)\\b)");

    static List<SchemaChange> all() throws IOException {
        List<SchemaChange> changes = new ArrayList<>();
        for (Path file : FILES) {
            for (String text : Files.readString(file).split("(?m)^-- CHANGE ")) {
                if (text.contains("-- TO\n")) {
                    changes.add(parse(text));
                }
            }
        }
        return changes;
    }

    private static SchemaChange parse(String text) {
        String name = text.substring(0, text.indexOf('\n'));
        String[] states = text.substring(name.length()).split("(?m)^-- TO\n", 2);
        Matcher since = SINCE.matcher(states[0]);
        return new SchemaChange(
                name,
                statements(states[0]),
                statements(states[1].split("(?m)^-- SEEN ", 2)[0]),
                since.find() ? Integer.parseInt(since.group(1)) : 14);
    }

    private static List<String> statements(String text) {
        return Stream.of(SINGLE_STATEMENT.split(text.replaceAll("(?m)^-- SINCE.*$", "")))
                .map(String::strip)
                .filter(sql -> !sql.isEmpty())
                .toList();
    }

    @Override
    public String toString() {
        return name;
    }
}
