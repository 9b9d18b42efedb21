// SPDX-License-Identifier: Apache-2.0
package dev.migration.revision.fault;

import java.util.List;
import java.util.stream.Collectors;

import dev.migration.error.MigrationException;

/** The revisions do not form a graph. The exception carries every fault. */
public final class InvalidGraphException extends MigrationException {

    private final transient List<GraphFault> faults;

    public InvalidGraphException(List<GraphFault> faults) {
        super(join(faults, GraphFault::problem), join(faults, GraphFault::remedy));
        this.faults = List.copyOf(faults);
    }

    /** All faults, at least one. */
    /** All faults, at least one. */
    public List<GraphFault> faults() {
        return faults;
    }

    private static String join(List<GraphFault> faults, java.util.function.Function<GraphFault, String> part) {
        return faults.stream().map(part).distinct().collect(Collectors.joining(" "));
    }
}
