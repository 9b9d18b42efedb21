// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.refusal;

import java.util.List;
import java.util.stream.Collectors;

import dev.migration.error.MigrationException;
import dev.migration.revision.target.Target;

/** The scripts of some revisions cannot be accepted. Nothing was changed. */
public final class UnacceptableScriptException extends MigrationException {

    private final transient List<Fault> faults;

    /** @param faults empty if the targets name no revision */
    public UnacceptableScriptException(List<Target> targets, List<Fault> faults) {
        super(problem(targets, faults), remedy(faults));
        this.faults = List.copyOf(faults);
    }

    /** The reasons, one for each revision. */
    public List<Fault> faults() {
        return faults;
    }

    /** Why the script of one revision cannot be accepted. */
    public record Fault(String revision, String problem, String remedy) {

        /** It is pending. */
        public static Fault notApplied(String revision) {
            return new Fault(
                    revision,
                    "Revision '" + revision + "' is not applied, so its script cannot differ from the applied text.",
                    "An upgrade applies its current script.");
        }

        /** Some of its segments are done, others are not. */
        public static Fault interrupted(String revision) {
            return new Fault(
                    revision,
                    "Revision '" + revision + "' is interrupted.",
                    "An upgrade continues it. If that is not possible, record its outcome with resolve.");
        }

        /** A newer application applied it, or its file is gone. */
        public static Fault withoutScript(String revision) {
            return new Fault(revision, "Revision '" + revision + "' has no script here.", "Add its script first.");
        }
    }

    private static String problem(List<Target> targets, List<Fault> faults) {
        return faults.isEmpty()
                ? "No revision was named: "
                        + targets.stream().map(Target::toString).collect(Collectors.joining(", ")) + "."
                : faults.stream().map(Fault::problem).collect(Collectors.joining(System.lineSeparator()));
    }

    private static String remedy(List<Fault> faults) {
        return faults.isEmpty()
                ? "Name applied revisions; 'current -v' lists those that were edited."
                : faults.stream().map(Fault::remedy).distinct().collect(Collectors.joining(" "));
    }
}
