// SPDX-License-Identifier: Apache-2.0
package dev.migration.authoring;

import java.util.List;

import dev.migration.error.MigrationException;

/** A revision cannot be written as requested. The exception carries all reasons. No file was changed. */
public final class AuthoringException extends MigrationException {

    private final transient List<Fault> faults;

    AuthoringException(List<Fault> faults) {
        super(
                String.join(
                        System.lineSeparator(),
                        faults.stream().map(Fault::problem).toList()),
                String.join(" ", faults.stream().map(Fault::remedy).distinct().toList()));
        this.faults = List.copyOf(faults);
    }

    AuthoringException(String problem, String remedy) {
        this(List.of(new Fault(problem, remedy)));
    }

    /** The reasons. */
    public List<Fault> faults() {
        return faults;
    }

    /**
     * One reason.
     *
     * @param problem what is wrong, in a sentence
     * @param remedy what to do about it, in a sentence
     */
    public record Fault(String problem, String remedy) {}
}
