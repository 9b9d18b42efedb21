// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.refusal;

import java.util.List;
import java.util.stream.Collectors;

import dev.migration.error.MigrationException;
import dev.migration.result.NeededWork;
import dev.migration.version.JobState;

/** A pending revision, or the caller, needs the work of a revision that runs in the background and is not done. Nothing was run. */
public final class UnfinishedWorkException extends MigrationException {

    private final String revision;
    private final List<String> needing;

    private UnfinishedWorkException(String revision, List<String> needing, String problem, String remedy) {
        super(problem, remedy);
        this.revision = revision;
        this.needing = List.copyOf(needing);
    }

    /** The upgrade of the first revision is committed, and workers run the rest. */
    public static UnfinishedWorkException unfinished(NeededWork work) {
        return new UnfinishedWorkException(work.revision(), work.needing(), work.problem(), work.remedy());
    }

    /** Both are pending, and the first one must not run without a person. */
    public static UnfinishedWorkException unapproved(String revision, List<String> needing) {
        return new UnfinishedWorkException(
                revision,
                needing,
                "Revision '" + revision + "' waits for an approval in the background, and " + NeededWork.after(needing)
                        + ".",
                "Upgrade to '" + revision
                        + "', approve it, and upgrade again when it is done. If a revision does not need it,"
                        + " write '@independent-of " + revision + "' into its script.");
    }

    /**
     * It was to be finished, and no worker runs it before a person approves.
     *
     * @param jobs at least one
     */
    public static UnfinishedWorkException stopped(List<JobState> jobs) {
        String approvals = jobs.stream().map(job -> "approve " + job.revision()).collect(Collectors.joining(", "));
        return new UnfinishedWorkException(
                jobs.get(0).revision(),
                List.of(),
                jobs.stream()
                        .map(job -> "The work of revision '" + job.revision()
                                + "' in the background cannot be finished: it " + job.describe() + ".")
                        .collect(Collectors.joining(System.lineSeparator())),
                "Correct " + (jobs.size() == 1 ? "the cause" : "each cause") + ", then: " + approvals
                        + ". Then start again.");
    }

    /** The revision that is not done, or the first of several. */
    public String revision() {
        return revision;
    }

    /** The pending revisions that need it; none if only the caller does. */
    public List<String> needing() {
        return needing;
    }
}
