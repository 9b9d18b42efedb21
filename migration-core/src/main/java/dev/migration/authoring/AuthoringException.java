// SPDX-License-Identifier: Apache-2.0
package dev.migration.authoring;

import java.util.List;

import dev.migration.error.MigrationException;

/** A revision cannot be written as requested. The exception carries all reasons. No file was changed. */
public final class AuthoringException extends MigrationException {

    private final transient List<Fault> faults;
    private final boolean afterWriting;

    AuthoringException(List<Fault> faults) {
        this(faults, false);
    }

    private AuthoringException(List<Fault> faults, boolean afterWriting) {
        super(
                String.join(
                        System.lineSeparator(),
                        faults.stream().map(Fault::problem).toList()),
                String.join(" ", faults.stream().map(Fault::remedy).distinct().toList()));
        this.faults = List.copyOf(faults);
        this.afterWriting = afterWriting;
    }

    AuthoringException(String problem, String remedy) {
        this(List.of(new Fault(problem, remedy)));
    }

    /** An exception for a file that could not be written, or that has become invalid since it was written. */
    static AuthoringException afterWriting(String problem, String remedy) {
        return new AuthoringException(List.of(new Fault(problem, remedy)), true);
    }

    /** Whether the draft was accepted, and the failure came from the file; otherwise the draft is refused and nothing was tried. */
    public boolean isAfterWriting() {
        return afterWriting;
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
