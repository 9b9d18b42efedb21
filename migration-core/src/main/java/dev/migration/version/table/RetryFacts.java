// SPDX-License-Identifier: Apache-2.0
package dev.migration.version.table;

import java.util.List;

/**
 * What the history records about an attempt that is retried, in {@code facts}, so that other instances see for whom a run waits.
 *
 * @param attempts how many attempts were rolled back
 * @param step the place of the revision in its run, from 1; 0 if it is not known
 * @param steps the number of steps of the run
 * @param blockers the process ids of the blocking sessions
 * @param relation the table that one of them holds; empty if it is not known
 */
public record RetryFacts(int attempts, int step, int steps, List<Integer> blockers, String relation) {

    /** The session was lost, and nothing blocked it. */
    public static final RetryFacts NONE = new RetryFacts(0, 0, 0, List.of(), "");

    public RetryFacts {
        blockers = List.copyOf(blockers);
    }
}
