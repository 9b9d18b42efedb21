package dev.migration.boot.operation;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import dev.migration.Migrator;
import dev.migration.execution.MigrationResult;
import dev.migration.revision.target.Target;

/** What can be ordered of a running application. */
public enum OperationType {
    /** Puts on what is not applied yet. */
    UPGRADE {
        @Override
        MigrationResult run(Migrator migrator, List<String> targets) {
            return migrator.upgrade(targets.get(0));
        }
    },
    /** Takes off what is applied above the target. */
    DOWNGRADE {
        @Override
        MigrationResult run(Migrator migrator, List<String> targets) {
            return migrator.downgrade(targets.get(0));
        }
    },
    /** Writes down where the database is, and runs nothing. */
    STAMP {
        @Override
        MigrationResult run(Migrator migrator, List<String> targets) {
            return migrator.stamp(targets.toArray(String[]::new));
        }
    };

    /** As in an address: {@code upgrade}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<OperationType> of(String word) {
        return Arrays.stream(values())
                .filter(operation -> operation.word().equals(word))
                .findFirst();
    }

    /**
     * The targets of an order.
     *
     * @param text a target; a stamp takes several, with commas between them
     * @throws dev.migration.revision.fault.TargetException if one of them is none
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
