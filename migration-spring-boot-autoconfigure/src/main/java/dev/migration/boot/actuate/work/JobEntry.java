// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.actuate.work;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import dev.migration.version.JobState;

/**
 * The work of a revision in the background.
 *
 * @param state {@code WAITING} for an approval, {@code QUEUED}, {@code RUNNING}, {@code FAILED}, {@code CANCELLED}, or {@code OTHER} if a
 *     newer version of this library has written it
 * @param queuedAt when its upgrade was committed
 * @param approvedBy the database user who let it run; null if nobody did
 * @param reason why it failed or was cancelled; null if there is none, or for a reader who may not see SQL
 */
public record JobEntry(
        String state,
        Instant queuedAt,
        @Nullable String approvedBy,
        @Nullable String reason) {

    /** @param sql whether the reader may see SQL and messages of the server */
    public static JobEntry of(JobState job, boolean sql) {
        return new JobEntry(
                job.state().name(),
                job.queuedAt(),
                job.approvedBy().orElse(null),
                job.reason().filter(text -> sql).orElse(null));
    }
}
