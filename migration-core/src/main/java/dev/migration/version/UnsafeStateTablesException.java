// SPDX-License-Identifier: Apache-2.0
package dev.migration.version;

import java.util.List;
import java.util.stream.Collectors;

import dev.migration.error.MigrationException;

/**
 * Another object takes part in reading or changing the state tables, or they belong to a role that is not trusted. What they say
 * may be false, so nothing was changed.
 */
public final class UnsafeStateTablesException extends MigrationException {

    private final transient List<Fault> faults;

    /** @param faults at least one */
    public UnsafeStateTablesException(List<Fault> faults) {
        super(
                "The state tables cannot be trusted: "
                        + faults.stream().map(Fault::text).collect(Collectors.joining("; "))
                        + ". No state was changed.",
                faults.stream().map(Fault::remedy).distinct().collect(Collectors.joining(" ")));
        this.faults = List.copyOf(faults);
    }

    /** What is wrong with a state table. */
    public List<Fault> faults() {
        return faults;
    }

    /**
     * A fault of a state table.
     *
     * @param text what is wrong, with the qualified name of the table and of the trigger, rule or policy
     * @param remedy what to type
     */
    public record Fault(String text, String remedy) {}
}
