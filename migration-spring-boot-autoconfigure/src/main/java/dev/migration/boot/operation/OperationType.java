// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.operation;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import dev.migration.Migrator;
import dev.migration.result.MigrationResult;
import dev.migration.revision.target.Target;

/** The operations that can be requested from a running application. */
public enum OperationType {
    /** Applies all pending revisions up to the target. */
    UPGRADE {
        @Override
        MigrationResult run(Migrator migrator, List<String> targets) {
            return migrator.upgrade(targets.get(0));
        }
    },
    /** Reverts all applied revisions above the target. */
    DOWNGRADE {
        @Override
        MigrationResult run(Migrator migrator, List<String> targets) {
            return migrator.downgrade(targets.get(0));
        }
    },
    /** Records that the database is at the targets; runs nothing. */
    STAMP {
        @Override
        MigrationResult run(Migrator migrator, List<String> targets) {
            return migrator.stamp(targets.toArray(String[]::new));
        }
    };

    /** The name in paths and properties: {@code upgrade}. */
    public String verb() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<OperationType> of(String verb) {
        return Arrays.stream(values())
                .filter(operation -> operation.verb().equals(verb))
                .findFirst();
    }

    /**
     * Parses the targets of a request.
     *
     * @param text a target; for a stamp also several, separated by commas
     * @throws dev.migration.revision.fault.TargetException if one of them is not a valid target
     */
    List<String> targets(String text) {
        List<String> targets = this == STAMP
                ? Arrays.stream(text.split(",")).map(String::strip).toList()
                : List.of(text.strip());
        targets.forEach(Target::parse);
        return targets;
    }

    abstract MigrationResult run(Migrator migrator, List<String> targets);
}
