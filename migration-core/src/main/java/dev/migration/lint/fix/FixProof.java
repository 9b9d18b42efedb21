// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.fix;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import dev.migration.Migrator;
import dev.migration.RevisionText;
import dev.migration.error.MigrationException;
import dev.migration.revision.RevisionSet;
import dev.migration.schema.SchemaComparison;
import dev.migration.schema.SchemaDifference;
import dev.migration.schema.SchemaSnapshot;
import dev.migration.schema.replay.RevisionReplay;
import dev.migration.schema.scratch.ScratchDatabase;

/**
 * Proves on scratch databases that the new text of a script means the same: up, down and up leave the schemas that the old text leaves.
 *
 * @param original the scripts as they are
 */
record FixProof(RevisionReplay original) {

    private static final int SHOWN = 3;

    /** The schemas after an upgrade, after its downgrade, and after a second upgrade; without a downgrade, after the upgrade. */
    private record Trip(List<SchemaSnapshot> schemas) {}

    /** Why the fixed scripts do not mean the same; empty if they do. */
    Optional<String> fault(RevisionReplay fixed, String revision) throws SQLException {
        try {
            Trip before = trip(original, revision);
            Trip after = trip(fixed, revision);
            for (int index = 0; index < before.schemas().size(); index++) {
                Optional<String> difference = difference(before, after, index);
                if (difference.isPresent()) {
                    return difference;
                }
            }
            return Optional.empty();
        } catch (MigrationException failure) {
            return Optional.of("it cannot be proved: " + failure.problem());
        }
    }

    private static Optional<String> difference(Trip before, Trip after, int index) {
        SchemaComparison comparison =
                SchemaComparison.of(before.schemas().get(index), after.schemas().get(index));
        String names = comparison.differences().stream()
                .limit(SHOWN)
                .map(SchemaDifference::toString)
                .collect(Collectors.joining(", "));
        return names.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "the " + (index == 1 ? "downgrade" : "upgrade") + " would leave another schema: " + names);
    }

    private static Trip trip(RevisionReplay replay, String revision) throws SQLException {
        RevisionSet self = replay.revisions().graph().known(List.of(revision));
        List<String> parents = self.ancestors().minus(self).maximal().ids();
        ScratchDatabase database = replay.at(parents);
        Migrator migrator = replay.migrator(database);
        migrator.upgrade(revision);
        SchemaSnapshot upgraded = replay.snapshot(database);
        if (!replay.revisions().find(revision).map(RevisionText::reversible).orElse(false)) {
            return new Trip(List.of(upgraded));
        }
        migrator.revert(List.of(revision));
        SchemaSnapshot reverted = replay.snapshot(database);
        migrator.upgrade(revision);
        return new Trip(List.of(upgraded, reverted, replay.snapshot(database)));
    }
}
