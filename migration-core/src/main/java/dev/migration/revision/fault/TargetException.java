// SPDX-License-Identifier: Apache-2.0
package dev.migration.revision.fault;

import dev.migration.error.MigrationException;

/** A target or a change of the graph that is refused because it is invalid or ambiguous. Nothing was run. */
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
