package dev.migration.execution.refusal;

import java.util.List;
import java.util.stream.Collectors;

import dev.migration.error.MigrationException;
import dev.migration.revision.target.Target;

/** The scripts of some revisions cannot be taken for what was applied. Nothing was changed. */
public final class UnacceptableScriptException extends MigrationException {

    private final transient List<Fault> faults;

    /** @param faults none means that the targets name no revision at all */
    public UnacceptableScriptException(List<Target> targets, List<Fault> faults) {
        super(problem(targets, faults), remedy(faults));
        this.faults = List.copyOf(faults);
    }

    /** The reasons, one for each revision. */
    public List<Fault> faults() {
        return faults;
    }

    /** Why the script of one revision cannot be taken for what was applied. */
    public record Fault(String revision, String problem, String remedy) {

        /** It is pending. */
        public static Fault notApplied(String revision) {
            return new Fault(
                    revision,
                    "Revision '" + revision
                            + "' is not applied, so there is nothing that its script could differ from.",
                    "Upgrade applies it as it is now.");
        }

        /** Some of its pieces are done. */
        public static Fault unfinished(String revision) {
            return new Fault(
                    revision,
                    "Revision '" + revision + "' stopped half-way.",
                    "Upgrade goes on with it; where that cannot be, resolve says what became of it.");
        }

        /** A newer application applied it, or its file is gone. */
        public static Fault withoutScript(String revision) {
            return new Fault(
                    revision, "Revision '" + revision + "' has no script here.", "Bring its script here first.");
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
