// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.refusal;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import dev.migration.error.MigrationException;

/** The schema is not what the last run left, and the settings refuse to run anything on such a schema. Nothing was run. */
public final class SchemaDriftException extends MigrationException {

    private static final int SHOWN = 20;

    private final String revision;
    private final transient List<String> differences;

    /**
     * @param revision the revision that was applied last
     * @param at when the run that applied it stored the schema
     * @param differences each object that differs, after {@code +} if it is new, {@code -} if it is gone, {@code ~} if it changed
     */
    public SchemaDriftException(String revision, Instant at, List<String> differences) {
        super(
                problem(revision, at, differences),
                "See what differs with 'drift', and take it back with the statements of 'drift --sql', or put it into a revision."
                        + " To run nevertheless, set migration.verify-schema=warn: what the run leaves then counts as right.");
        this.revision = revision;
        this.differences = List.copyOf(differences);
    }

    /** The revision that was applied last. */
    public String revision() {
        return revision;
    }

    /** The objects that differ, see the constructor. */
    public List<String> differences() {
        return differences;
    }

    @Override
    public Map<String, Object> facts() {
        return Map.of("revision", revision, "differences", differences);
    }

    /** The same text for a warning. */
    public static String problem(String revision, Instant at, List<String> differences) {
        StringBuilder text = new StringBuilder("The schema is not what revision " + revision + " left on " + at + "; "
                + (differences.size() == 1 ? "1 object differs:" : differences.size() + " objects differ:"));
        differences.stream()
                .limit(SHOWN)
                .forEach(difference ->
                        text.append(System.lineSeparator()).append("  ").append(difference));
        if (differences.size() > SHOWN) {
            text.append(System.lineSeparator())
                    .append("  and ")
                    .append(differences.size() - SHOWN)
                    .append(" more");
        }
        return text.toString();
    }
}
