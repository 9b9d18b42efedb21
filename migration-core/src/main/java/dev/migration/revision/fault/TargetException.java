package dev.migration.revision.fault;

import dev.migration.error.MigrationException;

/** What was asked means nothing, or nothing certain, for this graph and this database. Nothing was run. */
public final class TargetException extends MigrationException {

    private final transient TargetFault fault;

    public TargetException(TargetFault fault) {
        super(fault.problem(), fault.remedy());
        this.fault = fault;
    }

    /** The reason, with its facts. */
    public TargetFault fault() {
        return fault;
    }
}
