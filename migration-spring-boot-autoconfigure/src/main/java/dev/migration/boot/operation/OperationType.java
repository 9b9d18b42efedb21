// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.operation;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import dev.migration.revision.target.Target;

/** The operations that can be requested from a running application. */
public enum OperationType {
    /** Applies all pending revisions up to the target. */
    UPGRADE,
    /** Reverts all applied revisions above the target. */
    DOWNGRADE,
    /** Records that the database is at the targets; runs nothing. */
    STAMP,
    /** Measures an upgrade in a transaction that cannot be committed; changes nothing. */
    REHEARSE,
    /** The batches of a revision wait. */
    PAUSE,
    /** They go on, also after they were cancelled. */
    RESUME,
    /** The revision fails before its next batch; what is committed stays. */
    CANCEL,
    /** The batches work in a part of the time only. */
    SPEED,
    /** Lets the work of a revision run in the background: it waits for a person, has failed, or was cancelled. */
    APPROVE;

    /** The name in paths and properties: {@code upgrade}. */
    public String verb() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<OperationType> of(String verb) {
        return Arrays.stream(values())
                .filter(operation -> operation.verb().equals(verb))
                .findFirst();
    }

    /** Whether it only changes rows that the process reads which does the work, so that it has an outcome at once. */
    public boolean isImmediate() {
        return switch (this) {
            case PAUSE, RESUME, CANCEL, SPEED, APPROVE -> true;
            case UPGRADE, DOWNGRADE, STAMP, REHEARSE -> false;
        };
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
}
