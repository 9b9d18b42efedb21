// SPDX-License-Identifier: Apache-2.0
package dev.migration.autogenerate;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import dev.migration.autogenerate.proof.Written;
import dev.migration.error.MigrationException;
import dev.migration.schema.SchemaDifference;

/** Something differs for which no statement can be written. Nothing was written at all. */
public final class UnwrittenException extends MigrationException {

    private static final long serialVersionUID = 1L;

    private final List<String> objects;

    /** @param section what is not complete: the upgrade or the downgrade */
    public UnwrittenException(String section, Written written) {
        super(problem(section, written), "Write a revision for this by hand, and run the command again for the rest.");
        this.objects = written.unwritten().stream()
                .map(difference -> difference.object().toString())
                .toList();
    }

    @Override
    public Map<String, Object> facts() {
        return Map.of("unwritten", objects);
    }

    private static String problem(String section, Written written) {
        String differences =
                written.unwritten().stream().map(UnwrittenException::line).collect(Collectors.joining("\n"));
        String refusals = written.failures().stream()
                .map(failure -> "\n  " + failure.step().sql().replaceAll("\\s+", " ") + "\n    "
                        + failure.message().replace("\n", "\n    "))
                .collect(Collectors.joining());
        return "No statement of the " + section + " leads to the second state; nothing was written:\n" + differences
                + (refusals.isEmpty() ? "" : "\nThe server refused:" + refusals);
    }

    private static String line(SchemaDifference difference) {
        String changes = difference instanceof SchemaDifference.Changed changed
                ? changed.changes().stream()
                        .map(change -> change.toString())
                        .collect(Collectors.joining(", ", " (", ")"))
                : "";
        String verb = difference instanceof SchemaDifference.Added
                ? " is not created"
                : difference instanceof SchemaDifference.Removed ? " is not dropped" : " is not altered";
        return "  not written: " + difference.object() + verb + changes;
    }
}
