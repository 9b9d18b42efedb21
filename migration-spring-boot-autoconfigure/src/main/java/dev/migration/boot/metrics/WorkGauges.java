// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.metrics;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import dev.migration.NeededAction;
import dev.migration.boot.status.MigrationMonitor.Snapshot;

/** The gauges of work that revisions have left for the background, and of what waits for a person. */
final class WorkGauges {

    private WorkGauges() {}

    static List<StatusGauge> all() {
        return Stream.concat(
                        Stream.of(StatusGauge.count(
                                "migration.background",
                                "Applied revisions whose work in the background is not done",
                                status -> status.inBackground())),
                        Arrays.stream(NeededAction.Reason.values()).map(WorkGauges::needed))
                .toList();
    }

    private static StatusGauge needed(NeededAction.Reason reason) {
        return StatusGauge.of(
                        "migration.needed.actions",
                        "What does not go on until a person acts",
                        snapshot -> number(snapshot, reason))
                .tagged("reason", reason.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    private static double number(Snapshot snapshot, NeededAction.Reason reason) {
        return snapshot.database().isEmpty()
                ? Double.NaN
                : snapshot.neededActions().stream()
                        .filter(action -> action.reason() == reason)
                        .count();
    }
}
