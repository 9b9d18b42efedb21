// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.output;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.migration.DatabaseSnapshot;
import dev.migration.NeededAction;
import dev.migration.event.BatchProgress;
import dev.migration.version.BatchStatus;
import dev.migration.version.JobState;

/** What revisions have left for the background or in batches, and what waits for a person, as lines and as JSON. */
public record RemainingWorkText(DatabaseSnapshot snapshot) {

    /** {@code In the background: 9f2c41 is running, 120,000 of about 1,000,000 rows, about 20 s left.} */
    public List<String> lines() {
        return Stream.concat(
                        snapshot.work().jobs().stream()
                                .map(job -> "In the background: " + job.revision() + " " + job.words()
                                        + progress(job)
                                        + job.reason()
                                                .map(reason -> ": " + reason)
                                                .orElse(".")),
                        snapshot.neededActions().stream()
                                .map(action -> "A person is needed: " + action.problem() + " " + action.remedy()))
                .toList();
    }

    private String progress(JobState job) {
        return snapshot.work().batchesOf(job.revision()).stream()
                .filter(batch -> !batch.state().equals("DONE"))
                .findFirst()
                .map(RemainingWorkText::progress)
                .orElse("");
    }

    private static String progress(BatchStatus batch) {
        return ", " + BatchProgress.rows(batch.rows().passed(), batch.rows().estimate())
                + batch.remaining()
                        .map(left -> ", about " + left.toSeconds() + " s left")
                        .orElse("");
    }

    /** The unfinished work of each revision that counts as applied. */
    public List<Map<String, Object>> jobs() {
        return snapshot.work().jobs().stream().map(this::members).toList();
    }

    private Map<String, Object> members(JobState job) {
        return JsonObject.of("revision", job.revision())
                .and("state", job.state().name())
                .and("reason", job.reason())
                .and("queuedAt", job.queuedAt().toString())
                .and("approvedBy", job.approvedBy())
                .and(
                        "batches",
                        snapshot.work().batchesOf(job.revision()).stream()
                                .map(RemainingWorkText::members)
                                .toList())
                .map();
    }

    private static Map<String, Object> members(BatchStatus batch) {
        return JsonObject.of("segment", batch.segment())
                .and("state", batch.state())
                .and("rows", batch.rows().passed())
                .and("estimate", batch.rows().estimate())
                .and("remainingSeconds", batch.remaining().map(Duration::toSeconds))
                .map();
    }

    /** What does not go on until a person acts. */
    public List<Map<String, Object>> neededActions() {
        return snapshot.neededActions().stream().map(RemainingWorkText::members).toList();
    }

    private static Map<String, Object> members(NeededAction action) {
        return JsonObject.of("reason", action.reason().name())
                .and("revision", action.revision())
                .and("problem", action.problem())
                .and("detail", action.detail())
                .and("remedy", action.remedy())
                .map();
    }
}
