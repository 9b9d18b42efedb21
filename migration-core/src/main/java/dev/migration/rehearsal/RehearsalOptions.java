// SPDX-License-Identifier: Apache-2.0
package dev.migration.rehearsal;

import java.time.Duration;

/**
 * What a rehearsal may cost.
 *
 * @param othersMayWait how long one other session may wait for the rehearsal before it is cancelled
 * @param longest how long its transaction may take
 * @param mostWal how many bytes of WAL the server may write meanwhile, its other sessions included
 * @param batches how many batches of each statement with {@code @batch} run
 * @param java whether Java revisions run; their code may act outside of the transaction, where nothing is rolled back
 * @param retryFor how long it is repeated after a conflict with another session
 */
public record RehearsalOptions(
        Duration othersMayWait, Duration longest, long mostWal, int batches, boolean java, Duration retryFor) {

    /** 200 ms for others, 5 minutes, 2 GB of WAL, 3 batches, no Java revisions, 30 seconds for conflicts. */
    public static final RehearsalOptions DEFAULT = new RehearsalOptions(
            Duration.ofMillis(200), Duration.ofMinutes(5), 2L << 30, 3, false, Duration.ofSeconds(30));

    public RehearsalOptions {
        if (othersMayWait.isNegative() || longest.isNegative() || mostWal < 0 || batches < 1) {
            throw new IllegalArgumentException("A limit of a rehearsal is negative, or there is no batch");
        }
    }
}
