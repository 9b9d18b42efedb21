// SPDX-License-Identifier: Apache-2.0
package dev.migration.setting;

import java.time.Duration;
import java.util.Optional;

/**
 * When no batch may begin. The run checks it before a batch, about once a second.
 *
 * @param maxLag how far a standby may be behind; 0 means that standbys are not watched
 * @param maxWal how many bytes of WAL a replication slot may retain; 0 means that slots are not watched
 * @param maxDeadRows how many per cent of the rows of the table may be dead while autovacuum is due; 0 means that they are not counted
 * @param waitForVacuum whether to hold while VACUUM works on the table
 * @param only the hours in which batches run; empty means always
 * @param holdIf a query of the user for one value: true, or a text that says why, means hold; empty means none
 */
public record BatchLimits(
        Duration maxLag,
        long maxWal,
        int maxDeadRows,
        boolean waitForVacuum,
        Optional<TimeWindow> only,
        Optional<String> holdIf) {

    /** Standbys may be 10 seconds behind, and slots may retain 10 GB. */
    public static final BatchLimits DEFAULTS =
            new BatchLimits(Duration.ofSeconds(10), 10L << 30, 0, false, Optional.empty(), Optional.empty());
}
